// Terms as a whole: the external format, portable hashes, equality and order, maps and tables, against recorded vectors and models.
import XCTest
import Bytecode
@testable import Machine

final class DataTermTests: XCTestCase {
    /// A term in the external format, its phash2, phash2 below 2^32 and 1000, its deterministic format, its external size, MD5,
    /// CRC-32 and Adler-32 of the first.
    func testRecordedTerms() throws {
        let data = DataHarness()
        for f in try recorded("terms.txt") {
            let bytes = data.bytes(hex: f[0])
            let term = data.call("erlang", "binary_to_term", bytes)
            check(term == Term.raised, false, String(f[0]))
            check("\(data.call("erlang", "phash2", term).small)", String(f[1]), String(f[0]))
            check("\(data.call("erlang", "phash2", term, Term(small: 1 << 32)).small)", String(f[2]))
            check("\(data.call("erlang", "phash2", term, Term(small: 1000)).small)", String(f[3]))
            check("\(data.call("erlang", "external_size", term).small)", String(f[5]))
            check(data.hex(data.call("erlang", "md5", bytes)), String(f[6]))
            check("\(data.call("erlang", "crc32", bytes).small)", String(f[7]))
            check("\(data.call("erlang", "adler32", bytes).small)", String(f[8]))
            check(data.hex(data.call("erlang", "term_to_binary", term, data.p.list([Term(.deterministic)]))), String(f[4]))
            let again = data.call("erlang", "binary_to_term", bytes)
            check(exactlyEqual(term, again) && equal(term, again) && data.p.compare(term, again) == 0, true)
            check(hashTerm(term, salt: 7), hashTerm(again, salt: 7))
            check(exactlyEqual(data.p.copyIn(term), term), true)
        }
    }

    /// What no encoder writes gives badarg, at any length.
    func testTruncatedTerms() throws {
        let data = DataHarness()
        for f in try recorded("terms.txt") {
            for count in stride(from: 2, to: f[0].count - 1, by: 2) {
                check(data.call("erlang", "binary_to_term", data.bytes(hex: f[0].prefix(count))), Term.raised)
            }
        }
    }

    /// Numbers are equal across types, keys are not; each term comes before the next.
    func testOrder() {
        let data = DataHarness()
        let p = data.p
        let reference = p.makeReference()
        let ordered: [Term] = [
            p.float(-1.5), Term(small: 0), p.float(0.5), Term(small: 1), data.integer("1000000000000000000000"), data.atom("a"), data.atom("b"), reference,
            p.exportFun(data.atom("m"), data.atom("f"), 1), p.pointee.pid, p.tuple([Term(small: 9)]), p.tuple(Term(small: 1), Term(small: 2)),
            p.tuple(Term(small: 1), Term(small: 3)), p.emptyMap, p.put(p.emptyMap, Term(small: 1), Term(small: 1)),
            p.put(p.emptyMap, p.float(1), Term(small: 0)), .emptyList, p.list([Term(small: 1)]), p.list([Term(small: 1), Term(small: 2)]),
            p.list([Term(small: 2)]), p.binary(""), p.binary("a"), p.binary("ab"), p.binary("b"),
        ]
        for i in ordered.indices {
            for j in ordered.indices { check(p.compare(ordered[i], ordered[j]).signum(), (i - j).signum(), "\(i) \(j)") }
        }
        check(equal(Term(small: 1), p.float(1)), true)
        check(exactlyEqual(Term(small: 1), p.float(1)), false)
        check(exactlyEqual(p.float(0), p.float(-0.0)), false)
    }

    /// Terms nested a million deep need no stack.
    func testDepth() {
        let data = DataHarness()
        let p = data.p
        var first = Term.emptyList
        var second = Term.emptyList
        for _ in 0..<1_000_000 {
            first = p.tuple([first])
            second = p.tuple([second])
        }
        check(exactlyEqual(first, second), true)
        check(p.compare(first, second), 0)
        check(hashTerm(first, salt: 1), hashTerm(second, salt: 1))
        check(portableHash(first, p.atoms), portableHash(second, p.atoms))
        let copied = data.call("erlang", "binary_to_term", data.call("erlang", "term_to_binary", first))
        check(exactlyEqual(copied, p.copyIn(first)), true)
    }

    func testMapsAgainstModel() {
        let data = DataHarness()
        let p = data.p
        var numbers = Numbers(seed: 88_172_645_463_325_252)
        for (range, steps) in [(10, 50), (40, 300), (100, 400), (5000, 3000)] {
            var model: [Int: Int] = [:]
            var map = p.emptyMap
            for _ in 0..<steps {
                let key = numbers.next(below: range), value = numbers.next(below: 1000)
                let isRemoval = numbers.next(below: 3) == 0
                model[key] = isRemoval ? nil : value
                map = isRemoval ? p.remove(map, Term(small: key)) : p.put(map, Term(small: key), Term(small: value))
            }
            check(mapSize(map), model.count)
            check(map.header.kind, model.count <= maximumSmallMap ? .smallMap : .largeMap)
            for key in 0..<range { check(mapGet(map, Term(small: key)), model[key].map { Term(small: $0) } ?? .none) }
            // All at once is the same as one by one.
            let pairs = p.list(model.map { p.tuple(Term(small: $0.key), Term(small: $0.value)) })
            let built = data.call("maps", "from_list", pairs)
            check(exactlyEqual(built, map) && p.compare(built, map) == 0, true)
            var seen: [Int: Int] = [:]
            var step = data.call("maps", "next", data.call("maps", "iterator", map))
            while step != KnownAtom.none {
                seen[step.element(0).small] = step.element(1).small
                step = data.call("maps", "next", step.element(2))
            }
            check(seen, model)
        }
    }

    func testTablesAgainstModel() {
        let data = DataHarness()
        var numbers = Numbers(seed: 4711)
        for kind in [KnownAtom.set, .ordered_set] {
            let table = data.call("ets", "new", data.atom("t"), data.p.list([Term(kind)]))
            var model: [Int: Int] = [:]
            for _ in 0..<20000 {
                let key = numbers.next(below: 3000), value = numbers.next(below: 1000)
                if numbers.next(below: 3) == 0 {
                    model[key] = nil
                    _ = data.call("ets", "delete", table, Term(small: key))
                } else {
                    model[key] = value
                    _ = data.call("ets", "insert", table, data.p.tuple(Term(small: key), Term(small: value)))
                }
            }
            check(data.call("ets", "info", table, Term(.size)).small, model.count)
            for key in 0..<3000 {
                let found = data.call("ets", "lookup", table, Term(small: key))
                check(found.isCons ? found.head.element(1).small : -1, model[key] ?? -1)
            }
            var keys: [Int] = []
            var key = data.call("ets", "first", table)
            while key.isSmall {
                keys.append(key.small)
                key = data.call("ets", "next", table, key)
            }
            check(kind == .set ? keys.sorted() : keys, model.keys.sorted())
        }
    }
}
