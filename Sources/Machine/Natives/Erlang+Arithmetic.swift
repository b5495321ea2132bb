// `:erlang`: operators and functions of numbers. The work is in Integers/ and Compare/.
import Bytecode

enum ArithmeticNatives {
    static let rows: [Native] = [
        Native("erlang", "+", 2, .guard, "Sum.") { p, a in add(ProcessPointer(p), NativeArguments(a)).bits },
        Native("erlang", "-", 2, .guard, "Difference.") { p, a in subtract(ProcessPointer(p), NativeArguments(a)).bits },
        Native("erlang", "*", 2, .guard, "Product.") { p, a in
            let a = NativeArguments(a)
            return multiplySlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "/", 2, .guard, "Quotient, a float.") { p, a in
            let a = NativeArguments(a)
            return divideSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "div", 2, .guard, "Quotient of integers, towards zero.") { p, a in
            let a = NativeArguments(a)
            return integerDivideSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "rem", 2, .guard, "Remainder of integers, with the sign of the first.") { p, a in
            let a = NativeArguments(a)
            return remainderSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "-", 1, .guard, "Negation.") { p, a in negateSlow(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("erlang", "+", 1, .guard, "The number itself.") { p, a in
            let value = NativeArguments(a)[0]
            return (value.isNumber ? value : ProcessPointer(p).badArithmetic()).bits
        },
        Native("erlang", "band", 2, .guard, "Bitwise and.") { p, a in
            let a = NativeArguments(a)
            return bitAndSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "bor", 2, .guard, "Bitwise or.") { p, a in
            let a = NativeArguments(a)
            return bitOrSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "bxor", 2, .guard, "Bitwise exclusive or.") { p, a in
            let a = NativeArguments(a)
            return bitXorSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "bnot", 1, .guard, "Bitwise not.") { p, a in bitNotSlow(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("erlang", "bsl", 2, .guard, "Shift to the left.") { p, a in
            let a = NativeArguments(a)
            return shiftLeftSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "bsr", 2, .guard, "Shift to the right, towards minus infinity.") { p, a in
            let a = NativeArguments(a)
            return shiftRightSlow(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "abs", 1, .guard, "The magnitude of a number.") { p, a in magnitude(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("erlang", "float", 1, .guard, "A number as a float.") { p, a in toFloat(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("erlang", "round", 1, .guard, "The nearest integer, halves away from zero.") { p, a in
            rounded(ProcessPointer(p), NativeArguments(a)[0], .toNearestOrAwayFromZero).bits
        },
        Native("erlang", "trunc", 1, .guard, "A number without its fraction.") { p, a in
            rounded(ProcessPointer(p), NativeArguments(a)[0], .towardZero).bits
        },
        Native("erlang", "floor", 1, .guard, "The largest integer that is not above a number.") { p, a in
            rounded(ProcessPointer(p), NativeArguments(a)[0], .down).bits
        },
        Native("erlang", "ceil", 1, .guard, "The smallest integer that is not below a number.") { p, a in
            rounded(ProcessPointer(p), NativeArguments(a)[0], .up).bits
        },
        Native("erlang", "==", 2, .guard, "Equality, with 1 == 1.0.") { _, a in
            let a = NativeArguments(a)
            return Term.boolean(equal(a[0], a[1])).bits
        },
        Native("erlang", "/=", 2, .guard, "Inequality, with 1 == 1.0.") { _, a in
            let a = NativeArguments(a)
            return Term.boolean(!equal(a[0], a[1])).bits
        },
        Native("erlang", "=:=", 2, .guard, "Exact equality.") { _, a in
            let a = NativeArguments(a)
            return Term.boolean(exactlyEqual(a[0], a[1])).bits
        },
        Native("erlang", "=/=", 2, .guard, "Exact inequality.") { _, a in
            let a = NativeArguments(a)
            return Term.boolean(!exactlyEqual(a[0], a[1])).bits
        },
        Native("erlang", "<", 2, .guard, "Does the first come before the second in the order of terms?") { p, a in
            let a = NativeArguments(a)
            return Term.boolean(ProcessPointer(p).compare(a[0], a[1]) < 0).bits
        },
        Native("erlang", "=<", 2, .guard, "Is the first before the second in the order of terms, or equal?") { p, a in
            let a = NativeArguments(a)
            return Term.boolean(ProcessPointer(p).compare(a[0], a[1]) <= 0).bits
        },
        Native("erlang", ">", 2, .guard, "Does the first come after the second in the order of terms?") { p, a in
            let a = NativeArguments(a)
            return Term.boolean(ProcessPointer(p).compare(a[0], a[1]) > 0).bits
        },
        Native("erlang", ">=", 2, .guard, "Is the first after the second in the order of terms, or equal?") { p, a in
            let a = NativeArguments(a)
            return Term.boolean(ProcessPointer(p).compare(a[0], a[1]) >= 0).bits
        },
        Native("erlang", "min", 2, .guard, "The smaller of two terms.") { p, a in
            let a = NativeArguments(a)
            return (ProcessPointer(p).compare(a[0], a[1]) <= 0 ? a[0] : a[1]).bits
        },
        Native("erlang", "max", 2, .guard, "The larger of two terms.") { p, a in
            let a = NativeArguments(a)
            return (ProcessPointer(p).compare(a[0], a[1]) >= 0 ? a[0] : a[1]).bits
        },
        Native("erlang", "not", 1, .guard, "The other boolean.") { p, a in
            let value = NativeArguments(a)[0]
            return (value.isBoolean ? Term.boolean(value == KnownAtom.false) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "and", 2, .guard, "Are both booleans true?") { p, a in
            let a = NativeArguments(a)
            guard a[0].isBoolean, a[1].isBoolean else { return ProcessPointer(p).badArgument().bits }
            return Term.boolean(a[0] == KnownAtom.true && a[1] == KnownAtom.true).bits
        },
        Native("erlang", "or", 2, .guard, "Is one of both booleans true?") { p, a in
            let a = NativeArguments(a)
            guard a[0].isBoolean, a[1].isBoolean else { return ProcessPointer(p).badArgument().bits }
            return Term.boolean(a[0] == KnownAtom.true || a[1] == KnownAtom.true).bits
        },
        Native("erlang", "xor", 2, .guard, "Do two booleans differ?") { p, a in
            let a = NativeArguments(a)
            guard a[0].isBoolean, a[1].isBoolean else { return ProcessPointer(p).badArgument().bits }
            return Term.boolean(a[0].bits != a[1].bits).bits
        },
    ]
}

private func add(_ p: ProcessPointer, _ a: NativeArguments) -> Term { addSlow(p, a[0], a[1]) }
private func subtract(_ p: ProcessPointer, _ a: NativeArguments) -> Term { subtractSlow(p, a[0], a[1]) }

private func magnitude(_ p: ProcessPointer, _ value: Term) -> Term {
    if value.isFloat { return value.float.sign == .minus ? p.float(-value.float) : value }
    guard value.isInteger else { return p.badArgument() }
    return value.isNegativeInteger ? negateSlow(p, value) : value
}

private func toFloat(_ p: ProcessPointer, _ value: Term) -> Term {
    if value.isFloat { return value }
    guard value.isInteger, let number = doubleValue(value) else { return p.badArgument() }
    return p.float(number)
}

private func rounded(_ p: ProcessPointer, _ value: Term, _ rule: FloatingPointRoundingRule) -> Term {
    if value.isInteger { return value }
    guard value.isFloat else { return p.badArgument() }
    return p.integer(exactly: value.float.rounded(rule))
}
