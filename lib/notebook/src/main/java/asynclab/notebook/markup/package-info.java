/// XML and HTML written element by element, and JSON: [asynclab.notebook.markup.Markup],
/// [asynclab.notebook.markup.Tables], [asynclab.notebook.markup.Prose],
/// [asynclab.notebook.markup.Sentence], [asynclab.notebook.markup.Json]. Not for notebooks.
@NullMarked
package asynclab.notebook.markup;

import org.jspecify.annotations.NullMarked;
