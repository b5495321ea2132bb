// The collector of one process: copying, in two generations (DESIGN.md 4.2). A minor collection moves what is live of the
// block and of the fragments; what survives its second one goes to the old segment, which only a major collection moves. So
// does at once what deep frames refer to (StackMark.swift).
//
// No heap word is written after its construction, so nothing old points to anything young, and there is no write barrier.
import Bytecode
import Glibc

/// What is live in the current frame at a safepoint, and how far the stack reaches down.
struct Live {
    /// The safepoint word whose bitmap says which slots are live; 0: none.
    var safepoint: UInt64
    /// Further `count` live slots from the offset `window` on (in bytes below fp): outgoing or incoming arguments.
    var window: Int
    var count: Int
    /// An offset in bytes below fp that the copied stack must reach at least.
    var extent: Int

    static func safepoint(_ word: UInt64) -> Live { Live(safepoint: word, window: 0, count: 0, extent: 0) }
    static func arguments(_ count: Int) -> Live { Live(safepoint: 0, window: 0, count: count, extent: 0) }
}

/// Words that a process's block has at least after its first collection: a nursery that fits the first-level cache.
private let nurseryWords = 2048
/// Words of a stack from which on a collection rather leaves the stack where it is, if there is room beside it.
private let largeStack = 16_384

/// Collects, so that afterwards `need` words lie between hp and fp. The process's registers must be stored. False: its
/// heap is beyond its limit, and the process must end. O(live words).
func collect(_ p: ProcessPointer, need: Int, live: Live, major: Bool = false) -> Bool {
    let machine = p.machine
    let started = p.pointee.core.pointee.monitor.isOn ? machine.schedulers.chooser.monotonicTime() : 0
    let isVerified = machine.options.collectorStress > 0
    if isVerified { HeapVerifier.check(p, live, "before a collection") }
    closeFragment(p)

    let youngWords = p.pointee.hp - p.pointee.heapStart
    let matureWords = p.pointee.highWater - p.pointee.heapStart
    let oldWords = p.pointee.oldTop - p.pointee.oldStart
    var fragmentWords = 0
    var fragment = p.pointee.fragments
    while let current = fragment {
        fragmentWords += current.pointee.top - current.pointee.start
        fragment = current.pointee.next
    }

    let tooManyBytes = p.pointee.virtualHeap > p.pointee.virtualHeapLimit
    var isMajor = major || p.pointee.flags & ProcessFlags.wantsMajor != 0 || p.pointee.minorCollections >= p.pointee.fullSweepAfter || (tooManyBytes && p.pointee.minorCollections & 3 == 3)
    var toMark = isMajor ? nil : p.frameToMark()
    let toOld = toMark == nil ? matureWords : youngWords + fragmentWords
    if !isMajor, toOld > 0, p.pointee.oldEnd - p.pointee.oldTop < toOld {
        if oldWords == 0 {
            freeOld(p)
            let words = max(toOld * 3, 1024)
            p.pointee.oldStart = Blocks.allocate(words)
            p.pointee.oldTop = p.pointee.oldStart
            p.pointee.oldEnd = p.pointee.oldStart + words
        } else {
            isMajor = true
            toMark = nil
        }
    }
    if isMajor { p.removeStackMark() }

    let extent = max(live.extent, live.window + max(live.count - 1, 0) * 8, highestSlot(live.safepoint, p))
    let stackLow = p.pointee.fp - extent / 8
    let stackWords = p.pointee.blockEnd - stackLow
    let survivors = youngWords + fragmentWords + (isMajor ? oldWords : 0)
    let room = need + stackWords
    let worst = survivors + room + max(survivors, max(stackWords, nurseryWords)) + 64
    let staysInPlace = !isMajor && stackWords >= largeStack && stackLow - p.pointee.hp >= survivors + need + nurseryWords + 64
    let target = staysInPlace ? p.pointee.hp : Blocks.allocate(worst)

    var copier = Copier(p, target: target, isMajor: isMajor, machine)
    if let toMark { copier.promote(p, deeperThan: toMark) }
    copier.roots(p, live, downTo: toMark)
    copier.scan()
    sweepCounted(p, copier)
    if let toMark {
        p.removeStackMark()
        p.setStackMark(toMark)
    }

    freeFragments(p)
    if staysInPlace {
        p.pointee.sp = stackLow
        p.pointee.heapStart = target
    } else {
        // The block's size: what is live, the stack, and as much again (or a nursery) to allocate in.
        let liveWords = copier.top - target
        var words = liveWords + room + max(liveWords * (liveWords > 1 << 20 ? 1 : 2), max(stackWords, nurseryWords)) + 32
        words = min(max(words, p.pointee.minimumHeapWords), worst)
        let stackTarget = target + (words - stackWords)
        stackTarget.update(from: stackLow, count: stackWords)
        p.pointee.fp = stackTarget + extent / 8
        p.pointee.sp = stackTarget
        Blocks.free(p.pointee.blockStart, p.pointee.blockEnd - p.pointee.blockStart)
        p.pointee.blockStart = Blocks.shrink(target, from: worst, to: words)
        p.pointee.heapStart = target
        p.pointee.blockEnd = target + words
        p.pointee.fragmentWordsLimit = max(1024, words / 2)
    }
    if isMajor { freeOld(p) } else { p.pointee.oldTop = copier.oldTop }
    p.pointee.hp = copier.top
    // What refers to the message that a receive looks at must not become old before it.
    p.pointee.highWater = copier.metMessage ? target : copier.top
    p.pointee.collectWanted = false
    p.pointee.flags &= ~ProcessFlags.wantsMajor
    p.pointee.fragmentWords = 0
    if isMajor {
        p.pointee.minorCollections = 0
        p.pointee.virtualHeapLimit = max(46_422 * 8, copier.externalBytes * 2)
    } else {
        p.pointee.minorCollections += 1
        if tooManyBytes { p.pointee.virtualHeapLimit = max(p.pointee.virtualHeapLimit, copier.externalBytes * 2) }
    }
    p.pointee.virtualHeap = copier.externalBytes
    if isVerified { HeapVerifier.check(p, live, "after a collection") }
    let used = p.pointee.blockEnd - p.pointee.blockStart + (p.pointee.oldEnd - p.pointee.oldStart)
    p.pointee.heapWords.store(used, ordering: .relaxed)
    if p.pointee.core.pointee.monitor.isOn { p.tellSystemMonitor(collectionFrom: started) }
    if p.isLimited, !p.charge(words: used + copier.externalBytes / 8) { return false }
    return !(p.pointee.maximumHeapWords > 0 && p.exceedsMaximumHeap(words: used))
}

/// Stores how far the fragment that allocations fill is used.
func closeFragment(_ p: ProcessPointer) {
    if let current = p.pointee.fragments, p.pointee.fragmentTop >= current.pointee.start, p.pointee.fragmentTop <= current.pointee.end {
        current.pointee.top = p.pointee.fragmentTop
    }
}

private func freeOld(_ p: ProcessPointer) {
    if p.pointee.oldEnd != p.pointee.oldStart { Blocks.free(p.pointee.oldStart, p.pointee.oldEnd - p.pointee.oldStart) }
    p.pointee.oldStart = p.pointee.heapStart
    p.pointee.oldTop = p.pointee.oldStart
    p.pointee.oldEnd = p.pointee.oldStart
}

private func freeFragments(_ p: ProcessPointer) {
    var fragment = p.pointee.fragments
    while let current = fragment {
        fragment = current.pointee.next
        Fragment.free(current)
    }
    p.pointee.fragments = nil
    p.pointee.fragmentTop = p.pointee.heapStart
    p.pointee.fragmentLimit = p.pointee.heapStart
}

/// The offset in bytes of the highest slot that a safepoint word calls live.
private func highestSlot(_ safepoint: UInt64, _ p: ProcessPointer) -> Int {
    var highest = 0
    forEachLiveSlot(safepoint, at: p.pointee.pc, p.machine) { highest = max(highest, $0) }
    return highest
}

/// Calls body with the offset in bytes of each live slot. `at` is an address inside the instruction, for frames with more
/// than 48 slots.
@inline(__always)
func forEachLiveSlot(_ safepoint: UInt64, at: WordPointer, _ machine: Machine, _ body: (Int) -> Void) {
    if safepoint & 1 << 12 == 0 {
        var bitmap = safepoint >> 16
        while bitmap != 0 {
            body(bitmap.trailingZeroBitCount * 8)
            bitmap &= bitmap &- 1
        }
    } else if let module = machine.code.module(containing: at) {
        for (index, word) in module.code.bitmaps[Int(safepoint >> 16)].enumerated() {
            var bitmap = word
            while bitmap != 0 {
                body((index * 64 + bitmap.trailingZeroBitCount) * 8)
                bitmap &= bitmap &- 1
            }
        }
    }
}

/// Calls body with the address of each root of the process: live slots of its frames down to that one or the one with the
/// mark (which is the last that is visited), and the terms in its struct.
@inline(__always)
func forEachRoot(_ p: ProcessPointer, _ live: Live, downTo last: FramePointer?, _ body: (WordPointer) -> Void) {
    let machine = p.machine
    let frame = FramePointer(p.pointee.fp)
    for index in 0..<live.count { body((frame - live.window - index * 8).assumingMemoryBound(to: UInt64.self)) }
    forEachLiveSlot(live.safepoint, at: p.pointee.pc, machine) { body((frame - $0).assumingMemoryBound(to: UInt64.self)) }
    var walk = FrameWalk(p)
    while walk.frame != last, !walk.isMarked, walk.next() { forEachLiveSlot(of: walk, machine, body) }
    withRootAddresses(p, body)
}

/// Calls body with the address of each live slot of the frames deeper than that one, down to the one with the mark or,
/// `beyondMark`, to the bottom.
@inline(__always)
func forEachDeepRoot(_ p: ProcessPointer, deeperThan last: FramePointer, beyondMark: Bool, _ body: (WordPointer) -> Void) {
    let machine = p.machine
    var walk = FrameWalk(p)
    while walk.frame != last, walk.next() {}
    while beyondMark || !walk.isMarked, walk.next() { forEachLiveSlot(of: walk, machine, body) }
}

@inline(__always)
private func forEachLiveSlot(of walk: FrameWalk, _ machine: Machine, _ body: (WordPointer) -> Void) {
    forEachLiveSlot(safepoint(of: walk.returnAddress), at: walk.returnAddress - 1, machine) {
        body((walk.frame - $0).assumingMemoryBound(to: UInt64.self))
    }
}

/// Calls body with the address of each term in the process's struct that is a root.
@inline(__always)
private func withRootAddresses(_ p: ProcessPointer, _ body: (WordPointer) -> Void) {
    @inline(__always) func visit(_ term: inout Term) {
        withUnsafeMutablePointer(to: &term) { body(UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt64.self)) }
    }
    visit(&p.pointee.dictionary)
    visit(&p.pointee.groupLeader)
    visit(&p.pointee.label)
    visit(&p.pointee.parent)
    visit(&p.pointee.exceptionClass)
    visit(&p.pointee.exceptionReason)
    visit(&p.pointee.exceptionTrace)
    visit(&p.pointee.exceptionInfo)
    visit(&p.pointee.nativeState)
    visit(&p.pointee.nativeResult)
    visit(&p.pointee.trapArguments.0)
    visit(&p.pointee.trapArguments.1)
    visit(&p.pointee.trapArguments.2)
    visit(&p.pointee.trapArguments.3)
}

/// Gives up the counted references of what has died, and keeps the others in the list of their new area.
private func sweepCounted(_ p: ProcessPointer, _ copier: Copier) {
    var copier = copier
    var young = p.pointee.youngCounted
    var old = p.pointee.oldCounted
    p.pointee.youngCounted = CountedList()
    if copier.isMajor { p.pointee.oldCounted = CountedList() }
    copier.sweep(&young, p)
    young.free()
    if copier.isMajor {
        copier.sweep(&old, p)
        old.free()
    } else {
        for index in 0..<Int(p.pointee.oldCounted.count) {
            copier.externalBytes += Counted.externalBytes(p.pointee.oldCounted.items.unsafelyUnwrapped[index])
        }
    }
    var fragment = p.pointee.fragments
    while let current = fragment {
        copier.sweep(&current.pointee.counted, p)
        current.pointee.counted.count = 0
        fragment = current.pointee.next
    }
    p.pointee.virtualHeap = copier.externalBytes
}
