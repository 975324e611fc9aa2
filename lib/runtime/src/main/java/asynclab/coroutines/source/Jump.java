package asynclab.coroutines.source;

import java.util.List;

/// A way out of a statement that stays as it is: what is to be set, and the state to go to.
record Jump(List<Step> steps, Block to) {}
