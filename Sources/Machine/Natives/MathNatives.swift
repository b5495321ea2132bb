// `:math`: the C library's functions on floats. A result that is no finite number raises badarith, an argument that is no
// number badarg, as OTP documents.
import Bytecode
import Glibc

enum MathNatives {
    static let rows: [Native] = [
        Native("math", "sin", 1, .ordinary, "Sine of an angle in radians.") { p, a in one(p, a, Glibc.sin) },
        Native("math", "cos", 1, .ordinary, "Cosine.") { p, a in one(p, a, Glibc.cos) },
        Native("math", "tan", 1, .ordinary, "Tangent.") { p, a in one(p, a, Glibc.tan) },
        Native("math", "asin", 1, .ordinary, "Arc sine.") { p, a in one(p, a, Glibc.asin) },
        Native("math", "acos", 1, .ordinary, "Arc cosine.") { p, a in one(p, a, Glibc.acos) },
        Native("math", "atan", 1, .ordinary, "Arc tangent.") { p, a in one(p, a, Glibc.atan) },
        Native("math", "sinh", 1, .ordinary, "Hyperbolic sine.") { p, a in one(p, a, Glibc.sinh) },
        Native("math", "cosh", 1, .ordinary, "Hyperbolic cosine.") { p, a in one(p, a, Glibc.cosh) },
        Native("math", "tanh", 1, .ordinary, "Hyperbolic tangent.") { p, a in one(p, a, Glibc.tanh) },
        Native("math", "asinh", 1, .ordinary, "Inverse hyperbolic sine.") { p, a in one(p, a, Glibc.asinh) },
        Native("math", "acosh", 1, .ordinary, "Inverse hyperbolic cosine.") { p, a in one(p, a, Glibc.acosh) },
        Native("math", "atanh", 1, .ordinary, "Inverse hyperbolic tangent.") { p, a in one(p, a, Glibc.atanh) },
        Native("math", "exp", 1, .ordinary, "e to the power of a number.") { p, a in one(p, a, Glibc.exp) },
        Native("math", "log", 1, .ordinary, "Natural logarithm.") { p, a in one(p, a, Glibc.log) },
        Native("math", "log10", 1, .ordinary, "Decimal logarithm.") { p, a in one(p, a, Glibc.log10) },
        Native("math", "log2", 1, .ordinary, "Binary logarithm.") { p, a in one(p, a, Glibc.log2) },
        Native("math", "sqrt", 1, .ordinary, "Square root.") { p, a in one(p, a) { $0.squareRoot() } },
        Native("math", "erf", 1, .ordinary, "Error function.") { p, a in one(p, a, Glibc.erf) },
        Native("math", "erfc", 1, .ordinary, "Complementary error function.") { p, a in one(p, a, Glibc.erfc) },
        Native("math", "ceil", 1, .ordinary, "The smallest whole float not below.") { p, a in one(p, a) { $0.rounded(.up) } },
        Native("math", "floor", 1, .ordinary, "The largest whole float not above.") { p, a in one(p, a) { $0.rounded(.down) } },
        Native("math", "pow", 2, .ordinary, "A number to the power of another.") { p, a in two(p, a, Glibc.pow) },
        Native("math", "atan2", 2, .ordinary, "Arc tangent of a quotient, in all quadrants.") { p, a in two(p, a, Glibc.atan2) },
        Native("math", "fmod", 2, .ordinary, "Remainder of a division of floats.") { p, a in two(p, a, Glibc.fmod) },
        Native("math", "pi", 0, .ordinary, "The number pi.") { p, a in ProcessPointer(p).float(Double.pi).bits },
        Native("math", "tau", 0, .ordinary, "Twice pi.") { p, a in ProcessPointer(p).float(2 * Double.pi).bits },
    ]

    private static func one(_ p: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer, _ function: (Double) -> Double) -> UInt64 {
        let p = ProcessPointer(p)
        var value = 0.0
        let refusal = read(p, NativeArguments(a)[0], &value)
        return refusal ?? result(p, function(value))
    }

    private static func two(_ p: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer, _ function: (Double, Double) -> Double) -> UInt64 {
        let p = ProcessPointer(p)
        let arguments = NativeArguments(a)
        var first = 0.0, second = 0.0
        let refusal = read(p, arguments[0], &first) ?? read(p, arguments[1], &second)
        return refusal ?? result(p, function(first, second))
    }

    /// A number as a float; what is raised if it is none, or too large for one.
    private static func read(_ p: ProcessPointer, _ argument: Term, _ value: inout Double) -> UInt64? {
        guard argument.isSmall || argument.isFloat || argument.isBoxed(.bigInteger) else { return p.badArgument().bits }
        guard let number = doubleValue(argument) else { return p.badArithmetic().bits }
        value = number
        return nil
    }

    private static func result(_ p: ProcessPointer, _ value: Double) -> UInt64 {
        value.isFinite ? p.float(value).bits : p.badArithmetic().bits
    }
}
