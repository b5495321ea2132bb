// The laws of sets, on types made at random, and what is written and read of them.
import XCTest
@testable import Types

final class SetTypeTests: XCTestCase {
    /// The same types in each run.
    private struct Dice {
        var state: UInt64 = 42

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }

        mutating func type(_ depth: Int = 3) -> SetType {
            var result = SetType.none
            for _ in 0 ... roll(2) { result = result.union(part(depth)) }
            return result
        }

        private mutating func part(_ depth: Int) -> SetType {
            switch roll(depth > 0 ? 14 : 7) {
            case 0: return .integer
            case 1: return .binary
            case 2: return .atom(["a", "b", "nil"][roll(3)])
            case 3: return .atom
            case 4: return .emptyList
            case 5: return .float
            case 6: return roll(4) == 0 ? .term : .pid
            case 7, 8: return .tuple((0 ..< roll(3)).map { _ in type(depth - 1) }, isOpen: roll(3) == 0)
            case 9: return .nonEmptyList(of: type(depth - 1))
            case 10, 11:
                let fields = ["a", "b"].prefix(roll(3)).map { MapField(key: $0, type: type(depth - 1), isOptional: roll(4) == 0) }
                return .map(Array(fields), rest: roll(2) == 0 ? .open : .closed)
            case 12: return .function(arity: roll(2))
            default: return SetType.term.subtracting(type(depth - 1))
            }
        }
    }

    func testLaws() {
        var dice = Dice()
        for _ in 0 ..< 4000 {
            let a = dice.type(), b = dice.type()
            let both = a.intersection(b), either = a.union(b), rest = a.subtracting(b)
            XCTAssertTrue(a.isSubset(of: either) && b.isSubset(of: either), "\(a) within its union with \(b)")
            XCTAssertTrue(both.isSubset(of: a) && both.isSubset(of: b), "\(a) and \(b) hold what both are")
            XCTAssertTrue(rest.isSubset(of: a), "\(a) holds what is left of it without \(b)")
            XCTAssertEqual(both.isEmpty, a.isDisjoint(with: b))
            XCTAssertTrue(a.subtracting(a).isEmpty)
            XCTAssertTrue(a.isSubset(of: a) && a.isSubset(of: .term))
            XCTAssertTrue(a.subtracting(.term).isEmpty)
            XCTAssertTrue(a.isSubset(of: rest.union(b)), "\(a) within what is left of it and \(b)")
        }
    }

    func testDifferences() {
        let result = SetType.tuple([.atom("ok"), .term]).union(.tuple([.atom("error"), .binary]))
        XCTAssertEqual(result.subtracting(.tuple([.atom("ok"), .term])), .tuple([.atom("error"), .binary]))
        XCTAssertTrue(SetType.boolean.subtracting(.atoms(["true", "false"])).isEmpty)
        XCTAssertEqual(SetType.list(of: .integer).subtracting(.emptyList), .nonEmptyList(of: .integer))
        let open = SetType.map([MapField(key: "a", type: .integer.union(.binary))], rest: .open)
        XCTAssertEqual(open.subtracting(.map([MapField(key: "a", type: .integer)], rest: .open)), .map([MapField(key: "a", type: .binary)], rest: .open))
        XCTAssertTrue(SetType.tuple([.integer]).isDisjoint(with: .tuple([.integer, .integer])))
        XCTAssertFalse(SetType.tuple([.integer], isOpen: true).isDisjoint(with: .tuple([.integer, .integer])))
    }

    func testGradualTypes() {
        XCTAssertTrue(GradualType.dynamic.isCompatible(with: .integer))
        XCTAssertFalse(GradualType(.integer.union(.binary)).isCompatible(with: .integer))
        XCTAssertTrue(GradualType.dynamic(.integer.union(.binary)).isCompatible(with: .integer))
        XCTAssertFalse(GradualType.dynamic(.binary).isDynamic, "one kind of value is what it is")
        XCTAssertTrue(GradualType.dynamic(.atom("a")).isDynamic)
    }

    func testBytes() {
        var dice = Dice(state: 7)
        for number in 0 ..< 500 {
            let signature = Signature(clauses: [SignatureClause(arguments: [dice.type(), dice.type()], result: .dynamic(dice.type()))], isInferred: true)
            let bytes = TypesChunk.bytes(ModuleTypes(fields: nil, signatures: [.init("f", 2): signature]))
            XCTAssertEqual(TypesChunk.types(bytes)?.signatures[.init("f", 2)]?.clauses, signature.clauses)
            // A damaged chunk says nothing, or something else, and never stops the reader.
            var damaged = bytes
            damaged[number % damaged.count] = UInt8(truncatingIfNeeded: number &* 31)
            _ = TypesChunk.types(Array(damaged.prefix(damaged.count - number % 3)))
        }
    }
}
