// How much room below a frame stays free of heap, so that a caller finds its own slots again after a call. Frames overlap:
// a callee guards only its own slots, and a caller may use slots beyond the callee's first one when the call has returned.

/// The distance that everything that moves hp keeps to the slots of its frame.
public enum StackRoom {
    /// In slots. The compiler adds it to the frame size in `heap` and in the aux field of instructions that allocate, and
    /// checks again (`heap` of 0 words) after a call when the frame reaches further beyond the call's window. Natives keep
    /// the same distance to their arguments.
    public static let reserve = 16
}
