// Integers of any size and floats, against recorded vectors.
import XCTest
import Bytecode
@testable import Machine

final class DataNumberTests: XCTestCase {
    /// a b s, then a + b, a - b, a * b, div, rem, band, bor, bxor, bnot a, a bsl s, a bsr s, the order of a and b, a in base
    /// 36, the bits of a as a float, the bits of a float and the order of a and that.
    func testArithmetic() throws {
        let data = DataHarness()
        for f in try recorded("integers.txt") {
            let p = data.p, a = data.integer(f[0]), b = data.integer(f[1]), s = data.integer(f[2])
            let results: [Term] = [
                addSlow(p, a, b), subtractSlow(p, a, b), multiplySlow(p, a, b), f[1] == "0" ? b : integerDivideSlow(p, a, b),
                f[1] == "0" ? b : remainderSlow(p, a, b), bitAndSlow(p, a, b), bitOrSlow(p, a, b), bitXorSlow(p, a, b), bitNotSlow(p, a),
                shiftLeftSlow(p, a, s), shiftRightSlow(p, a, s),
            ]
            check(results.map { data.digits($0) }, f[3..<14].map(String.init), "\(f[0]) \(f[1]) \(f[2])")
            check("\(compareIntegers(a, b).signum())", String(f[14]))
            check(data.text(data.call("erlang", "integer_to_binary", a, Term(small: 36))), String(f[15]))
            check(data.digits(data.call("erlang", "binary_to_integer", p.binary(String(f[15])), Term(small: 36))), String(f[0]))
            if let bits = UInt64(f[16]) { check(doubleValue(a)!.bitPattern, bits, String(f[0])) }
            let float = p.float(Double(bitPattern: UInt64(f[17])!))
            check("\(compareNumbers(a, float).signum())", String(f[18]), "\(f[0]) against \(float.float)")
        }
    }

    func testIntegersInBits() throws {
        let data = DataHarness()
        let bytes = BytePointer.allocate(capacity: 512)
        defer { bytes.deallocate() }
        for f in try recorded("integers.txt") {
            let a = data.integer(f[0])
            var scratch: UInt64 = 0
            let width = IntegerOperand(a, scratch: &scratch).bitWidth + 1
            for little in [false, true] {
                for offset in [0, 5] {
                    for size in [width, width + 3, width + 64] {
                        writeInteger(a, bytes, offset, size, little: little)
                        check(data.digits(data.p.readInteger(bytes, offset, size, signed: true, little: little)), String(f[0]), "\(size) bits at \(offset)")
                    }
                }
            }
        }
    }

    /// Results of more than 65,535 limbs do not exist.
    func testSystemLimit() {
        let data = DataHarness()
        let p = data.p, one = Term(small: 1)
        check(data.call("erlang", "bsl", one, Term(small: 4_194_239)) == Term.raised, false)
        check(data.call("erlang", "bsl", one, Term(small: 4_194_240)), Term.raised)
        check(p.pointee.exceptionReason, Term(.system_limit))
    }

    /// The bits of a float, digits after the point, its text, its text without zeros at the end.
    func testDecimals() throws {
        let data = DataHarness()
        for f in try recorded("floats.txt") {
            let float = data.p.float(Double(bitPattern: UInt64(f[0])!))
            let decimals = data.p.tuple(Term(.decimals), Term(small: Int(f[1])!))
            check(data.text(data.call("erlang", "float_to_binary", float, data.p.list([decimals]))), String(f[2]))
            if f[1] != "0" { check(data.text(data.call("erlang", "float_to_binary", float, data.p.list([decimals, Term(.compact)]))), String(f[3])) }
        }
    }

    func testShortestFloats() {
        let data = DataHarness()
        let texts: [String: Double] = ["1.0": 1.0, "1.0e-5": 1.0e-5, "0.0001": 0.0001, "1.0e15": 1.0e15, "1.2345678901234568e17": 123456789012345680.0, "1.0e23": 1.0e23,
                     "5.0e-324": 5.0e-324, "0.3333333333333333": 1.0 / 3, "1.0e5": 1.0e5, "123456.0": 123456.0, "-0.0": -0.0, "0.0012345": 0.0012345,
                     "9.007199254740992e15": 9007199254740992.0, "4503599627370496.0": 4503599627370496.0, "1234567890123456.0": 1234567890123456.0]
        for (text, value) in texts {
            check(data.text(data.call("erlang", "float_to_binary", data.p.float(value), data.p.list([Term(.short)]))), text)
            check(data.call("erlang", "binary_to_float", data.p.binary(text)).float.bitPattern, value.bitPattern, text)
        }
    }
}
