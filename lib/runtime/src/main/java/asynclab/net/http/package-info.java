/// HTTP/1.1 on streams whose waits are futures: a small client and a small server.
///
/// In reading order: [asynclab.net.http.Request] and [asynclab.net.http.Response] (what is said),
/// [asynclab.net.http.Http] and [asynclab.net.http.HttpConnection] (asking),
/// [asynclab.net.http.HttpServer] (answering); beneath them [asynclab.net.http.MessageParser]
/// (bytes in any pieces become a message) and what it is made of.
///
/// The rules are those of RFC 9110 (what messages mean) and RFC 9112 (how they are written); where
/// a recipient may be lenient, this one refuses, because two who are lenient in different ways
/// disagree where a message ends (request smuggling).
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112, HTTP/1.1</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110, HTTP semantics</a>
@NullMarked
package asynclab.net.http;

import org.jspecify.annotations.NullMarked;
