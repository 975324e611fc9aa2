package asynclab.notebook.markup;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// XML, element by element, escaped by the JDK's own writer; HTML fragments are written with it
/// too.
public final class Markup {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  /// A step that may fail only if the writer is misused.
  private interface Step {
    void run() throws XMLStreamException;
  }

  /// An empty document.
  public Markup() {
    try {
      this.xml = FACTORY.createXMLStreamWriter(out);
    } catch (XMLStreamException broken) {
      throw new IllegalStateException("the XML writer does not start", broken);
    }
  }

  /// Opens an element; `attributes` are names and values in turn.
  public Markup open(String element, Object... attributes) {
    step(() -> xml.writeStartElement(element));
    return attributes(attributes);
  }

  /// An element with nothing in it.
  public Markup empty(String element, Object... attributes) {
    step(() -> xml.writeEmptyElement(element));
    return attributes(attributes);
  }

  /// An element with text.
  public Markup leaf(String element, String text, Object... attributes) {
    return open(element, attributes).text(text).close();
  }

  private Markup attributes(Object... attributes) {
    for (var i = 0; i < attributes.length; i += 2) {
      var name = attributes[i].toString();
      var value = clean(attributes[i + 1].toString());
      step(() -> xml.writeAttribute(name, value));
    }
    return this;
  }

  /// Text inside the open element.
  public Markup text(String text) {
    step(() -> xml.writeCharacters(clean(text)));
    return this;
  }

  /// A script, to be run by a browser and skipped by a reader of XML; it must not contain `]]>` or
  /// `</script`.
  public Markup script(String code) {
    if (code.contains("]]>") || code.contains("</script")) {
      throw new IllegalArgumentException("a script cannot hold the end of a script");
    }
    open("script").text("//");
    step(() -> xml.writeCData("\n" + code + "\n//"));
    return close();
  }

  /// Closes the element opened last.
  public Markup close() {
    step(xml::writeEndElement);
    return this;
  }

  @Override
  public String toString() {
    step(xml::flush);
    return out.toString();
  }

  /// XML has no way at all to write most control characters: they become U+FFFD.
  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints().map(c -> allowed(c) ? c : 0xfffd).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0xd800)
        || (c >= 0xe000 && c < 0xfffe)
        || c >= 0x10000;
  }

  private static void step(Step step) {
    try {
      step.run();
    } catch (XMLStreamException misused) {
      throw new IllegalStateException("elements were not opened and closed in pairs", misused);
    }
  }
}
