package asynclab.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A documentation comment as text and as HTML: the JDK's, which is HTML with tags, and ours, which
/// is Markdown with tags.
///
/// It is shown in a tooltip, so the plain parts are enough: paragraphs, code, emphasis, and a line
/// for each `@param`, `@return` and `@throws`.
final class DocText {
  private static final Pattern INLINE_TAG =
      Pattern.compile("\\{@(?:code|literal|link|linkplain|value|systemProperty) ([^{}]*)}");
  private static final Pattern FENCE = Pattern.compile("(?s)```\\w*\\n(.*?)```");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern REFERENCE =
      Pattern.compile("\\[([^\\]\\[]+)\\](?![(:])(\\[[^\\]]*\\])?");
  private static final Pattern BLOCK_TAG =
      Pattern.compile("(?m)^\\s*@(param|return|throws|exception|see|since)\\s+(\\S+)");

  private DocText() {}

  /// For a reader of text: no tags, no marks of Markdown's but the quotes around code.
  static String plain(@Nullable String comment) {
    if (comment == null || comment.isBlank()) return "";
    var text = replaced(INLINE_TAG, comment, "", "");
    text = replaced(CODE, text, "`", "`");
    text = REFERENCE.matcher(text).replaceAll("$1");
    text = text.replaceAll("<[a-zA-Z/][^>]*>", "");
    return "\n" + text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip();
  }

  static String html(@Nullable String comment) {
    if (comment == null || comment.isBlank()) return "";
    var text = replaced(INLINE_TAG, comment, "<code>", "</code>");
    text = REFERENCE.matcher(text).replaceAll("<code>$1</code>");
    text = replaced(FENCE, text, "<pre>", "</pre>");
    text = replaced(CODE, text, "<code>", "</code>");
    text = text.replaceAll("(?<![\\w*])\\*([^*\n]+)\\*(?![\\w*])", "<em>$1</em>");
    text = BLOCK_TAG.matcher(text).replaceAll("<br><b>$1</b> <code>$2</code>");
    return "<p>" + text.strip().replaceAll("\n\\s*\n", "</p><p>") + "</p>";
  }

  /// Each match as `before`, what it holds, `after`; a `<` in code is a sign and no tag.
  private static String replaced(Pattern pattern, String text, String before, String after) {
    return pattern
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(before + escaped(found.group(1)) + after));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
