// Natives of `:erlang` for clocks and unique integers. All clocks are the chooser's; the native unit is the nanosecond.
import Bytecode

/// Parts of a second; nil: no unit.
private func partsPerSecond(_ unit: Term, _ atoms: AtomTable) -> Int? {
    if unit.isSmall { return unit.small > 0 ? unit.small : nil }
    guard unit.isAtom else { return nil }
    switch atoms.string(unit) {
    case "native", "nanosecond", "perf_counter", "nano_seconds": return 1_000_000_000
    case "microsecond", "micro_seconds": return 1_000_000
    case "millisecond", "milli_seconds": return 1000
    case "second", "seconds": return 1
    default: return nil
    }
}

/// Nanoseconds in another unit, rounded down.
private func convert(_ p: ProcessPointer, _ nanoseconds: Int, _ unit: Term) -> Term {
    guard let parts = partsPerSecond(unit, p.machine.atoms) else { return p.badArgument() }
    let product = nanoseconds.multipliedFullWidth(by: parts)
    let (quotient, remainder) = 1_000_000_000.dividingFullWidth(product)
    return p.integer(remainder < 0 ? quotient - 1 : quotient)
}

/// A time in one unit as another one, rounded down. Times beyond 64 bits are none.
private func convertUnit(_ p: ProcessPointer, _ time: Term, from: Term, to: Term) -> Term {
    guard let value = machineInteger(time), let source = partsPerSecond(from, p.machine.atoms),
          let target = partsPerSecond(to, p.machine.atoms) else { return p.badArgument() }
    let product = value.magnitude.multipliedFullWidth(by: UInt(target))
    guard product.high < UInt(source) else { return p.raiseError(.system_limit) }
    let (quotient, remainder) = UInt(source).dividingFullWidth(product)
    if value >= 0 { return p.integer(unsigned: quotient) }
    let below = quotient + (remainder > 0 ? 1 : 0)
    guard below <= Int.max.magnitude else { return p.raiseError(.system_limit) }
    return p.integer(-Int(below))
}

/// An integer of 64 bits, small or with one limb.
private func machineInteger(_ term: Term) -> Int? {
    if term.isSmall { return term.small }
    guard term.isBoxed(.bigInteger), term.header.size == 1 else { return nil }
    let isNegative = term.header.extra == 1
    guard let magnitude = Int(exactly: term.body(0).bits) else { return nil }
    return isNegative ? -magnitude : magnitude
}

private func uniqueInteger(_ p: ProcessPointer, _ modifiers: Term) -> Term {
    var isPositive = false
    var rest = modifiers
    while rest.isCons {
        if rest.head == KnownAtom.positive {
            isPositive = true
        } else if rest.head != KnownAtom.monotonic {
            return p.badArgument()
        }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    let number = p.machine.schedulers.uniqueIntegers.next()
    return p.integer(isPositive ? number : number + Term.smallMinimum / 2)
}

/// `{megaseconds, seconds, microseconds}` of the wall clock.
private func timestamp(_ p: ProcessPointer) -> Term {
    let microseconds = p.machine.chooser.systemTime() / 1000
    return p.tuple(Term(small: microseconds / 1_000_000_000_000), Term(small: microseconds / 1_000_000 % 1_000_000), Term(small: microseconds % 1_000_000))
}

enum ProcessClockNatives {
    static let rows: [Native] = [
        Native("erlang", "monotonic_time", 0, .ordinary, "A time that never goes back, in nanoseconds.") { p, _ in
            ProcessPointer(p).integer(ProcessPointer(p).machine.chooser.monotonicTime()).bits
        },
        Native("erlang", "monotonic_time", 1, .ordinary, "A time that never goes back, in a unit.") { p, a in
            convert(ProcessPointer(p), ProcessPointer(p).machine.chooser.monotonicTime(), NativeArguments(a)[0]).bits
        },
        Native("erlang", "system_time", 0, .ordinary, "The time since 1970, in nanoseconds.") { p, _ in
            ProcessPointer(p).integer(ProcessPointer(p).machine.chooser.systemTime()).bits
        },
        Native("erlang", "system_time", 1, .ordinary, "The time since 1970, in a unit.") { p, a in
            convert(ProcessPointer(p), ProcessPointer(p).machine.chooser.systemTime(), NativeArguments(a)[0]).bits
        },
        Native("erlang", "time_offset", 0, .ordinary, "What the system time is ahead of the monotonic time, in nanoseconds.") { p, _ in
            ProcessPointer(p).integer(ProcessPointer(p).machine.schedulers.timeOffset).bits
        },
        Native("erlang", "time_offset", 1, .ordinary, "What the system time is ahead of the monotonic time, in a unit.") { p, a in
            convert(ProcessPointer(p), ProcessPointer(p).machine.schedulers.timeOffset, NativeArguments(a)[0]).bits
        },
        Native("erlang", "convert_time_unit", 3, .ordinary, "A time in another unit, rounded down.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return convertUnit(p, a[0], from: a[1], to: a[2]).bits
        },
        Native("erlang", "timestamp", 0, .ordinary, "The system time as megaseconds, seconds and microseconds.") { p, _ in
            timestamp(ProcessPointer(p)).bits
        },
        Native("os", "system_time", 0, .ordinary, "The host's time since 1970, in nanoseconds.") { p, _ in
            ProcessPointer(p).integer(ProcessPointer(p).machine.chooser.systemTime()).bits
        },
        Native("os", "system_time", 1, .ordinary, "The host's time since 1970, in a unit.") { p, a in
            convert(ProcessPointer(p), ProcessPointer(p).machine.chooser.systemTime(), NativeArguments(a)[0]).bits
        },
        Native("os", "timestamp", 0, .ordinary, "The host's time as megaseconds, seconds and microseconds.") { p, _ in
            timestamp(ProcessPointer(p)).bits
        },
        Native("os", "perf_counter", 0, .ordinary, "A counter of high resolution, in nanoseconds.") { p, _ in
            ProcessPointer(p).integer(ProcessPointer(p).machine.chooser.monotonicTime()).bits
        },
        Native("os", "perf_counter", 1, .ordinary, "A counter of high resolution, in a unit.") { p, a in
            convert(ProcessPointer(p), ProcessPointer(p).machine.chooser.monotonicTime(), NativeArguments(a)[0]).bits
        },
        Native("erlang", "unique_integer", 0, .ordinary, "An integer that no other call gives.") { p, _ in
            uniqueInteger(ProcessPointer(p), .emptyList).bits
        },
        Native("erlang", "unique_integer", 1, .ordinary, "An integer that no other call gives, with the modifiers positive and monotonic.") { p, a in
            uniqueInteger(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("prim_random", "word", 0, .ordinary, "58 random bits, for seeds: the chooser's.") { p, _ in
            Term(small: Int(ProcessPointer(p).machine.chooser.randomWord() >> 6)).bits
        },
    ]
}
