// What the tests of terms, numbers, maps and tables share: a machine with a process that nobody runs, natives called by
// name, recorded files, and one `check`.
import Foundation
import XCTest
import Bytecode
@testable import Machine

final class DataHarness {
    let machine = Machine(options: MachineOptions())
    let p: ProcessPointer
    private var natives: [String: Native] = [:]

    init() {
        let entry = SpawnEntry(code: machine.processExitAddress, arguments: [], initialCall: (Term(.nil), Term(.nil), 0))
        p = machine.makeProcess(entry, SpawnOptions(), parent: nil)!
        for native in allNativeTables.joined() {
            natives["\(native.module):\(native.name)/\(native.arity)"] = native
            machine.code.install(native)
        }
    }

    /// Calls a native as the interpreter does.
    func call(_ module: String, _ name: String, _ arguments: Term...) -> Term {
        let native = natives["\(module):\(name)/\(arguments.count)"]!
        let words = WordPointer.allocate(capacity: arguments.count + 1)
        defer { words.deallocate() }
        let base = UnsafeMutableRawPointer(words + arguments.count)
        for (index, argument) in arguments.enumerated() { (base - index * 8).storeBytes(of: argument.bits, as: UInt64.self) }
        return Term(bits: native.body(UnsafeMutableRawPointer(p), base))
    }

    func integer(_ digits: some StringProtocol) -> Term { call("erlang", "binary_to_integer", p.binary(String(digits))) }
    func atom(_ text: String) -> Term { machine.atoms.term(text) }

    /// The digits of an integer, or "raised".
    func digits(_ term: Term) -> String { term == Term.raised ? "raised" : text(call("erlang", "integer_to_binary", term)) }

    func text(_ binary: Term) -> String {
        let bytes = FlatBytes(binary)!
        defer { bytes.free() }
        return String(decoding: bytes.buffer, as: UTF8.self)
    }

    func hex(_ binary: Term) -> String { text(call("binary", "encode_hex", binary)) }
    func bytes(hex: some StringProtocol) -> Term { call("binary", "decode_hex", p.binary(String(hex))) }
}

/// Lines of a file of the folder Fixtures, each in words.
func recorded(_ name: String) throws -> [[Substring]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.split(separator: "\n").map { $0.split(separator: " ") }
}

func check<Value: Equatable>(_ value: Value, _ expected: Value, _ what: String = "", file: StaticString = #filePath, line: UInt = #line) {
    XCTAssertEqual(value, expected, what, file: file, line: line)
}

/// A sequence of numbers that is the same in each run (xorshift).
struct Numbers {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }
}
