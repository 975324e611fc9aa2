package asynclab.notebook.ladder;

import asynclab.notebook.LadderPicture.Look;

/// A part that stands on a rung.
///
/// @param owner whose it is
/// @param maker makes it; of the type of the rung
record Part(Owner owner, Object maker) {
  /// Whose a part is.
  enum Owner {
    YOURS("yours", Look.YOURS),
    PAGE("ours, a page", Look.PAGE),
    LIBRARY("the library's", Look.LIBRARY);

    final String words;
    final Look look;

    Owner(String words, Look look) {
      this.words = words;
      this.look = look;
    }
  }

  static Part ofLibrary(Rung rung) {
    return new Part(Owner.LIBRARY, rung.makesReference());
  }
}
