/// XML and HTML written element by element: [asynclab.notebook.markup.Markup],
/// [asynclab.notebook.markup.Tables], [asynclab.notebook.markup.Prose],
/// [asynclab.notebook.markup.Sentence]. Not for notebooks.
@NullMarked
package asynclab.notebook.markup;

import org.jspecify.annotations.NullMarked;
