/// XML and HTML written element by element, and JSON: [asynclab.notebook.markup.Markup],
/// [asynclab.notebook.markup.Tables], [asynclab.notebook.markup.Json]. Not for notebooks.
@NullMarked
package asynclab.notebook.markup;

import org.jspecify.annotations.NullMarked;
