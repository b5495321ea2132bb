// The mark on a deep stack. One frame holds, in the place of its return address, the address of an instruction of the
// machine; the true one is kept in the process. Frames older than the marked one have not run since a collection moved all
// that they refer to into the old segment, so a minor collection looks no further than the mark: its work does not depend
// on the depth of a recursion. When the marked frame returns, the instruction moves the mark up.
//
//     … frames that may refer to young objects … | marked frame: [return address → stackMark] | frames that refer to old ones …
import Bytecode

enum StackMark {
    /// Frames above the mark that a minor collection scans before it is worth to move the mark down.
    static let depth = 256
    /// Frames that stay above a new mark, and frames that are given up when control has come down to it.
    static let margin = 64
}

/// Walks from frame to frame towards the bottom of a stack.
struct FrameWalk {
    private let bottom: WordPointer
    private let mark: WordPointer
    private let markedReturn: WordPointer?
    /// The frame at hand.
    private(set) var frame: FramePointer
    /// Where the frame that was left last had been called from: control returns there.
    private(set) var returnAddress: WordPointer

    init(_ p: ProcessPointer) {
        let machine = p.machine
        bottom = machine.processExitAddress
        mark = machine.stackMarkAddress
        markedReturn = p.pointee.markedReturn
        frame = FramePointer(p.pointee.fp)
        returnAddress = bottom
    }

    /// Is the frame at hand the one with the mark?
    @inline(__always) var isMarked: Bool { address(slot(frame, -8)) == mark }

    /// Goes to the caller's frame. False: there is none.
    @inline(__always)
    mutating func next() -> Bool {
        var target = address(slot(frame, -8))
        if target == bottom { return false }
        if target == mark { target = markedReturn.unsafelyUnwrapped }
        returnAddress = target
        frame += safepointDelta(safepoint(of: target))
        return true
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The frame that holds the mark.
    var markedFrame: FramePointer? {
        pointee.markOffset == 0 ? nil : FramePointer(pointee.blockEnd - pointee.markOffset)
    }

    /// Puts the true return address back.
    func removeStackMark() {
        guard let frame = markedFrame else { return }
        setSlot(frame, -8, UInt64(UInt(bitPattern: pointee.markedReturn.unsafelyUnwrapped)))
        forgetStackMark()
    }

    /// The frame with the mark is gone.
    func forgetStackMark() {
        pointee.markOffset = 0
        pointee.markedReturn = nil
    }

    /// Marks a frame that has a caller.
    func setStackMark(_ frame: FramePointer) {
        pointee.markOffset = pointee.blockEnd - frame.assumingMemoryBound(to: UInt64.self)
        pointee.markedReturn = address(slot(frame, -8))
        setSlot(frame, -8, UInt64(UInt(bitPattern: machine.stackMarkAddress)))
    }

    /// Control has come to a frame below the mark, whose frame is gone: marks one that is some frames further down.
    func moveStackMarkDown() {
        forgetStackMark()
        var walk = FrameWalk(self)
        for _ in 0..<StackMark.margin where !walk.next() { return }
        let frame = walk.frame
        if walk.next() { setStackMark(frame) }
    }

    /// The instruction `stackMark`: the marked frame has returned to it.
    func returnThroughStackMark() {
        let target = pointee.markedReturn.unsafelyUnwrapped
        pointee.pc = target
        pointee.fp += safepointDelta(safepoint(of: target)) / 8
        moveStackMarkDown()
    }

    /// The frame that a minor collection should mark; nil if the frames above the present mark are few.
    func frameToMark() -> FramePointer? {
        var walk = FrameWalk(self)
        var count = 0
        var chosen: FramePointer?
        while count < StackMark.depth, !walk.isMarked, walk.next() {
            count += 1
            if count == StackMark.margin { chosen = walk.frame }
        }
        return count == StackMark.depth ? chosen : nil
    }
}
