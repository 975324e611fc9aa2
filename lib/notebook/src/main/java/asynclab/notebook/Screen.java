package asynclab.notebook;

import java.util.function.Function;

/// Where a [Display] opens: below the cell in a notebook, on standard output anywhere else.
public final class Screen {
  private static volatile Function<Html, Display> opener = Screen::asText;

  private Screen() {}

  /// Shows `first` and returns the place it stands in.
  public static Display open(Html first) {
    return opener.apply(first);
  }

  /// For the notebook's kernel: opens displays from now on.
  public static void install(Function<Html, Display> opener) {
    Screen.opener = opener;
  }

  /// Without a notebook nothing can be replaced, so each value is printed in words.
  private static Display asText(Html first) {
    Display display = value -> System.out.println(value.text());
    display.set(first);
    return display;
  }
}
