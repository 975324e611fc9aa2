package asynclab.notebook;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// A parsed document to ask questions of. Parsing is a test in itself: it must be well-formed.
final class Xml {
  private final Document document;

  private Xml(Document document) {
    this.document = document;
  }

  static Xml parse(String text) {
    try {
      var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      return new Xml(builder.parse(new InputSource(new StringReader(text))));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + text, e);
    }
  }

  List<Element> all(String path) {
    try {
      var found =
          (NodeList)
              XPathFactory.newDefaultInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    } catch (XPathExpressionException e) {
      throw new AssertionError(path, e);
    }
  }

  String text(String path) {
    return all(path).getFirst().getTextContent();
  }

  String attribute(String path, String name) {
    return all(path).getFirst().getAttribute(name);
  }
}
