/// XML and HTML written element by element: [asynclab.notebook.markup.Markup],
/// [asynclab.notebook.markup.Tables]. Not for notebooks.
@NullMarked
package asynclab.notebook.markup;

import org.jspecify.annotations.NullMarked;
