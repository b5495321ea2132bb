// The on-disk form and the verifier under damaged input: whatever the bytes or words, an answer and no trap.
import Bytecode
import Compiler
import XCTest

final class ModuleFileTests: XCTestCase {
    /// A small generator of numbers that is the same in every run.
    private struct Generator {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        mutating func word() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func sample() -> CodeModule {
        check("""
        def f({:ok, [h | t]}, %{k: v}), do: [v, h | t]
        def f(<<n, x::binary-size(n), r::binary>>, y) do
          try do
            for z <- y, do: {z, x, r}
          rescue
            e in KeyError -> {:error, e, 1.5, 123456789012345678901234567890}
          end
        end
        def f(a, b) do
          receive do
            {^a, c} -> fn d -> <<c, d::16, b::binary>> end
          after
            10 -> %{a | x: b}
          end
        end
        def g(x) do
          case x do
            :a -> 1
            :b -> 2
            :c -> 3
            :d -> 4
            1.5 -> x.name
          end
        end
        """)
    }

    func testDamagedBytes() {
        let bytes = encode(sample())
        var generator = Generator(state: 42)
        for _ in 0 ..< 3000 {
            var damaged = bytes
            for _ in 0 ... generator.next(4) { damaged[generator.next(damaged.count)] = UInt8(generator.next(256)) }
            if generator.next(4) == 0 { damaged.removeLast(generator.next(damaged.count)) }
            if let module = try? damaged.withUnsafeBytes({ try decode($0) }) { _ = verify(module) }
        }
        for length in 0 ..< 40 {
            XCTAssertThrowsError(try Array(bytes.prefix(length)).withUnsafeBytes { try decode($0) })
        }
    }

    func testDamagedWords() {
        let module = sample()
        XCTAssertEqual(verify(module), [])
        var generator = Generator(state: 7)
        for _ in 0 ..< 5000 {
            var damaged = module
            let place = generator.next(damaged.words.count)
            damaged.words[place] = generator.next(2) == 0 ? generator.word() : damaged.words[place] ^ (1 << UInt64(generator.next(64)))
            _ = verify(damaged)
            _ = disassemble(damaged)
        }
    }

    func testVerifierFindsWhatIsWrong() {
        let module = sample()
        func broken(_ change: (inout CodeModule) -> Void) -> [VerifierError] {
            var copy = module
            change(&copy)
            return verify(copy)
        }
        XCTAssertFalse(broken { $0.relocations.removeLast() }.isEmpty)
        XCTAssertFalse(broken { $0.words.removeLast() }.isEmpty)
        XCTAssertFalse(broken { $0.handlers[0].target += 1_000_000 }.isEmpty)
        XCTAssertFalse(broken { $0.words[$0.functions[0].start] = UInt64(Opcode.halt.rawValue) }.isEmpty)
        XCTAssertFalse(broken { $0.functions[0].end -= 1 }.isEmpty)
        XCTAssertFalse(broken { $0.funs[0].free += 1 }.isEmpty)
    }

    func testChunksAreReadAlone() throws {
        var module = sample()
        module.chunks = [(name: "Docs", bytes: [1, 2, 3]), (name: "Other", bytes: [])]
        let bytes = encode(module)
        try bytes.withUnsafeBytes { raw in
            let file = try ModuleFile(raw)
            XCTAssertEqual(try file.name(), "m")
            XCTAssertEqual(try file.chunk("Docs"), [1, 2, 3])
            XCTAssertEqual(try file.chunk("Other"), [])
            XCTAssertNil(try file.chunk("None"))
        }
    }
}
