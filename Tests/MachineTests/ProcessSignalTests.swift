// Order and effect of signals between processes: messages, links, monitors, exits, aliases.
import XCTest
@testable import Bytecode
@testable import Machine

final class ProcessSignalTests: XCTestCase {
    func testMessagesOfEachSenderKeepTheirOrder() {
        let harness = ProcessHarness(schedulers: 4)
        let senders = 8, count = 5000
        let mistakes = Shared(0), received = Shared(0)
        var last = [Int](repeating: -1, count: senders)
        let receiver = harness.spawn { p in
            receive(p) { message in
                let sender = message.element(0).small, number = message.element(1).small
                if number != last[sender] + 1 { mistakes.with { $0 += 1 } }
                last[sender] = number
                return received.with { $0 += 1; return $0 == senders * count } ? ends(p) : nil
            }
        }
        for sender in 0..<senders {
            var number = 0
            harness.spawn { p in
                for _ in 0..<100 {
                    p.pointee.core.send(p.tuple(Term(small: sender), Term(small: number)), to: receiver, from: p)
                    p.pointee.hp = p.pointee.heapStart
                    number += 1
                }
                return number == count ? ends(p) : .yielded
            }
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(mistakes.now, 0)
        XCTAssertEqual(received.now, senders * count)
    }

    func testSelectiveReceiveKeepsItsPosition() {
        let harness = ProcessHarness()
        let taken = Shared<[Int]>([])
        let receiver = harness.spawn { p in
            while true {
                let message = p.peekMessage()
                if message == Term.none {
                    if p.prepareToWait() { return .waiting }
                    continue
                }
                // First the even ones above 10, then anything.
                let wanted = taken.now.count < 5 ? message.small > 10 && message.small % 2 == 0 : true
                if !wanted {
                    p.nextMessage()
                    continue
                }
                taken.with { $0.append(message.small) }
                p.takeMessage()
                if taken.now.count == 20 { return ends(p) }
            }
        }
        harness.spawn { p in
            for number in 1...20 { p.pointee.core.send(Term(small: number), to: receiver, from: p) }
            return ends(p)
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(taken.now, [12, 14, 16, 18, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19])
    }

    /// What a process that traps exits (or not) hears of the end of a linked child.
    private func heard(traps: Bool, _ end: @escaping Program) -> [String] {
        let harness = ProcessHarness(schedulers: 2)
        let log = Shared<[String]>([])
        let child = Shared(Term.none)
        let parent = harness.spawn { p in
            if child.now == Term.none {
                p.pointee.trapsExits = traps
                let pid = harness.spawn(p, link: true, end).pid
                child.with { $0 = pid }
            }
            return receive(p) { message in
                if message == KnownAtom.ok { return ends(p) }
                log.with { $0.append(describe(message, p.machine)) }
                return nil
            }
        }
        harness.spawn { p in
            // Its slot is free when it has told everybody.
            if child.now == Term.none || p.pointee.core.find(child.now.bits) != nil { return .yielded }
            p.pointee.core.send(Term(.ok), to: parent, from: p)
            return ends(p)
        }
        harness.start()
        harness.waitForEnd()
        return log.now
    }

    func testExitOfALinkedProcess() {
        for _ in 0..<50 {
            XCTAssertEqual(heard(traps: true) { exits($0, Term(.timeout)) }, ["{EXIT, pid, timeout}"])
            XCTAssertEqual(heard(traps: true) { ends($0) }, ["{EXIT, pid, normal}"])
            XCTAssertEqual(heard(traps: false) { ends($0) }, [])
        }
    }

    /// What a monitor tells of a process to which another one does something.
    private func downReason(traps: Bool = false, _ act: @escaping (ProcessPointer, Term) -> Void) -> String {
        let harness = ProcessHarness(schedulers: 2)
        let reason = Shared("nothing")
        let isReady = Shared(false)
        var target = Term.none
        var hasActed = false
        harness.spawn { p in
            if target == Term.none {
                target = harness.spawn(p, monitor: true) { child in
                    child.pointee.trapsExits = traps
                    isReady.with { $0 = true }
                    return receive(child) { message in message == KnownAtom.ok ? ends(child) : nil }
                }.pid
            }
            if !isReady.now { return .yielded }
            if !hasActed {
                hasActed = true
                act(p, target)
            }
            return receive(p) { message in
                reason.with { $0 = describe(message, p.machine) }
                return ends(p)
            }
        }
        harness.start()
        harness.waitForEnd()
        return reason.now
    }

    func testExitSignals() {
        XCTAssertEqual(downReason { $0.pointee.core.sendExit(from: $0.pointee.pid, to: $1, reason: Term(.timeout)) }, "{DOWN, ref, process, pid, timeout}")
        XCTAssertEqual(downReason { $0.pointee.core.sendExit(from: $0.pointee.pid, to: $1, reason: Term(.kill)) }, "{DOWN, ref, process, pid, killed}")
        XCTAssertEqual(downReason(traps: true) { $0.pointee.core.sendExit(from: $0.pointee.pid, to: $1, reason: Term(.kill)) }, "{DOWN, ref, process, pid, killed}")
        // `normal` from another process is ignored, and a trapping process goes on.
        XCTAssertEqual(downReason {
            $0.pointee.core.sendExit(from: $0.pointee.pid, to: $1, reason: Term(.normal))
            $0.pointee.core.send(Term(.ok), to: $1, from: $0)
        }, "{DOWN, ref, process, pid, normal}")
        XCTAssertEqual(downReason(traps: true) {
            $0.pointee.core.sendExit(from: $0.pointee.pid, to: $1, reason: Term(.timeout))
            $0.pointee.core.send(Term(.ok), to: $1, from: $0)
        }, "{DOWN, ref, process, pid, normal}")
    }

    func testMonitorOfNobody() {
        let harness = ProcessHarness()
        let heard = Shared<[String]>([])
        var isFirst = true
        harness.spawn { p in
            if isFirst {
                isFirst = false
                _ = p.monitor(target: 0, object: Term(.logger), isNamed: true)
                let stale = Term(pidIndex: 77, generation: 9)
                _ = p.monitor(target: stale.bits, object: stale)
            }
            return receive(p) { message in
                heard.with { $0.append(describe(message, p.machine)) }
                return heard.now.count == 2 ? ends(p) : nil
            }
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(heard.now, ["{DOWN, ref, process, {logger, nonode@nohost}, noproc}", "{DOWN, ref, process, pid, noproc}"])
    }

    func testTagsAliasesAndFlush() {
        let harness = ProcessHarness(schedulers: 2)
        let heard = Shared<[String]>([])
        var step = 0
        var reference: UInt64 = 0
        harness.spawn { p in
            if step == 0 {
                step = 1
                let target = harness.spawn(p, sleepForever).pid
                // A tag with words of its own.
                let tag = Signal.copying(p.tuple(Term(.tag), Term(small: 7)), .wake, target: p.pointee.pid.bits, p.pointee.core)
                reference = p.monitor(target: target.bits, object: target, aliasMode: .replyDemonitor, tag: tag)
                p.pointee.core.send(Term(small: 1), toAlias: reference, of: p.pointee.pid.bits, from: p)
                p.pointee.core.send(Term(small: 2), toAlias: reference, of: p.pointee.pid.bits, from: p)
                // The reply has ended the monitor, too.
                let other = Signal.copying(p.tuple(Term(.tag), Term(small: 8)), .wake, target: p.pointee.pid.bits, p.pointee.core)
                _ = p.monitor(target: target.bits, object: target, tag: other)
                let flushed = p.monitor(target: target.bits, object: target)
                p.handleSignals()
                p.pointee.core.sendExit(from: p.pointee.pid, to: target, reason: Term(.kill))
                usleep(50_000)
                XCTAssertTrue(p.demonitor(flushed) || { p.handleSignals(); return p.flushDown(flushed) }())
            }
            return receive(p) { message in
                heard.with { $0.append(describe(message, p.machine)) }
                return heard.now.count == 2 ? ends(p) : nil
            }
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(heard.now, ["1", "{{tag, 8}, ref, process, pid, killed}"])
    }

    func testLinkingAndUnlinkingFromBothSides() {
        // Two processes link and unlink each other at random; then one ends, and the other must be told exactly if it is
        // linked by its own account.
        for round in 0..<50 {
            let harness = ProcessHarness(schedulers: 2)
            let pids = Shared<[Term]>([])
            let outcome = Shared<(linked: Bool, told: Bool)>((false, false))
            func program(_ side: Int) -> Program {
                var generator = SystemRandomNumberGenerator()
                var steps = 0
                var isSettled = false
                return { p in
                    p.pointee.trapsExits = true
                    guard pids.now.count == 2 else { return .yielded }
                    let other = pids.now[1 - side], core = p.pointee.core
                    if steps < 300 {
                        steps += 1
                        if Bool.random(using: &generator) {
                            _ = p.link(to: other)
                        } else {
                            p.unlink(from: other)
                        }
                        p.handleSignals()
                        if steps == 300 { core.send(Term(small: 1), to: other, from: p) }
                        return .yielded
                    }
                    let hasEnded = core.find(other.bits) == nil
                    while case let message = p.peekMessage(), message != Term.none {
                        if message == Term(small: 1) {
                            core.send(Term(small: 2), to: other, from: p)
                        } else if message == Term(small: 2) {
                            // All that the other one has done is known here, and what was done here is known there.
                            isSettled = true
                        } else {
                            outcome.with { $0.told = true }
                        }
                        p.takeMessage()
                    }
                    if side == 0, isSettled {
                        let links = p.pointee.relations?.pointee.links
                        outcome.with { $0.linked = links?.find(other.bits).map { $0.pointee.unlinking == 0 } ?? false }
                        return exits(p, Term(.timeout))
                    }
                    return side == 1 && hasEnded ? ends(p) : .yielded
                }
            }
            let first = harness.spawn(program(0))
            let second = harness.spawn(program(1))
            pids.with { $0 = [first, second] }
            harness.start()
            harness.waitForEnd()
            XCTAssertEqual(outcome.now.linked, outcome.now.told, "round \(round)")
        }
    }
}

/// A term in words that do not depend on numbers of pids and references.
func describe(_ term: Term, _ machine: Machine) -> String {
    if term.isSmall { return String(term.small) }
    if term.isAtom { return machine.atoms.string(term) }
    if term.isLocalPid { return "pid" }
    if term.isBoxed(.reference) { return "ref" }
    if term.isEmptyList { return "[]" }
    if term.isTuple { return "{" + (0..<term.tupleSize).map { describe(term.element($0), machine) }.joined(separator: ", ") + "}" }
    if term.isCons { return "[" + describe(term.head, machine) + " | " + describe(term.tail, machine) + "]" }
    return "?"
}
