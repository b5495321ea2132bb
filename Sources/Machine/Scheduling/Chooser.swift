// The chooser: everything that could differ between two runs of a program is asked here (DESIGN.md 4.7). Unseeded it answers
// with fixed budgets and real clocks; seeded, all answers follow from the seed.
import Glibc
import Synchronization

public final class Chooser: @unchecked Sendable {
    /// Reductions of a time slice.
    public static let reductionBudget = 4000
    /// Where the wall clock of a seeded run starts: 2026-01-01T00:00:00Z, in nanoseconds.
    private static let seededEpoch = 1_767_225_600_000_000_000
    /// Nanoseconds of virtual time that one reduction takes.
    private static let nanosecondsPerReduction = 10

    public let isSeeded: Bool
    /// The streams of a seeded run, apart from each other: what a program draws does not shift its schedule.
    private var scheduleState: UInt64
    private var programState: UInt64
    /// How many sizes of time slices there are in a seeded run, each twice the one before. Some seeds interrupt at every other call,
    /// which finds what goes wrong in a few instructions, others seldom.
    private let sliceSizes: UInt64
    /// Virtual time since the start; seeded runs only.
    private let virtualTime = Atomic<Int>(0)

    public init(seed: UInt64?) {
        isSeeded = seed != nil
        scheduleState = seed ?? 0
        programState = (seed ?? 0) ^ 0x5DEE_CE66_D1CE_4E5B
        var state = (seed ?? 0) ^ 0x2545_F491_4F6C_DD1D
        sliceSizes = 7 + Chooser.next(&state) % 6
    }

    // MARK: Schedule

    /// Reductions for the next time slice.
    @inline(__always)
    public func reductions() -> Int {
        isSeeded ? seededReductions() : Chooser.reductionBudget
    }

    private func seededReductions() -> Int {
        let word = Chooser.next(&scheduleState)
        let size = 1 << Int(word % sliceSizes)
        return size + Int((word >> 32) % UInt64(size))
    }

    /// Which of the next runnable processes runs: how many to skip.
    @inline(__always)
    public func skipCount() -> Int {
        isSeeded ? Int(Chooser.next(&scheduleState) % 8) : 0
    }

    // MARK: Clocks, in nanoseconds

    /// A clock that never goes back.
    public func monotonicTime() -> Int {
        if isSeeded { return virtualTime.load(ordering: .relaxed) }
        return Chooser.read(CLOCK_MONOTONIC)
    }

    /// The wall clock, since 1970.
    public func systemTime() -> Int {
        if isSeeded { return Chooser.seededEpoch + virtualTime.load(ordering: .relaxed) }
        return Chooser.read(CLOCK_REALTIME)
    }

    /// What has been done takes virtual time, so that a loop that watches the clock ends.
    func advance(reductions: Int) {
        if isSeeded { virtualTime.add(Swift.max(reductions, 1) * Chooser.nanosecondsPerReduction, ordering: .relaxed) }
    }

    /// Nobody can run before that time: it is that time now.
    func jump(to time: Int) {
        if time > virtualTime.load(ordering: .relaxed) { virtualTime.store(time, ordering: .relaxed) }
    }

    static func read(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    // MARK: Randomness

    /// A random word for a program's seeds and for hash salts.
    public func randomWord() -> UInt64 {
        if isSeeded { return Chooser.next(&programState) }
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Random bytes, of cryptographic strength unless the run is seeded.
    public func fillRandom(_ bytes: UnsafeMutableRawBufferPointer) {
        if isSeeded {
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: Chooser.next(&programState) >> 24) }
            return
        }
        var generator = SystemRandomNumberGenerator()
        var index = 0
        while index < bytes.count {
            var word: UInt64 = generator.next()
            let count = Swift.min(8, bytes.count - index)
            for offset in 0..<count {
                bytes[index + offset] = UInt8(truncatingIfNeeded: word)
                word >>= 8
            }
            index += count
        }
    }

    /// SplitMix64.
    private static func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

/// The integers of `unique_integer`.
final class UniqueIntegers: @unchecked Sendable {
    private let last = Atomic<Int>(0)

    /// The next number, from 1 on: one counter serves all modifiers, so that the order is always kept.
    func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// A value that only grows, for differences since the last look.
final class LastValue: @unchecked Sendable {
    private let value = Atomic<Int>(0)

    /// Stores a new value and gives what it is more than the old one.
    func advance(to new: Int) -> Int { Swift.max(0, new - value.exchange(new, ordering: .relaxed)) }

    /// That value, or the next one that nobody has got yet.
    func next(_ wanted: Int) -> Int {
        var old = value.load(ordering: .relaxed)
        while true {
            let new = Swift.max(wanted, old + 1)
            let (exchanged, original) = value.compareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return new }
            old = original
        }
    }
}
