// Schedulers, timers, tables: nothing is early, lost, leaked, or different for an equal seed.
import Glibc
import XCTest
@testable import Bytecode
@testable import Machine

final class ProcessSchedulingTests: XCTestCase {
    func testReceiveTimeoutsAreNeverEarly() {
        let harness = ProcessHarness(schedulers: 2)
        let early = Shared(0), done = Shared(0)
        for index in 0..<200 {
            let milliseconds = 1 + (index * 37) % 60
            var started = 0
            harness.spawn { p in
                if started == 0 { started = p.machine.chooser.monotonicTime() }
                while true {
                    XCTAssertEqual(p.peekMessage(), Term.none)
                    switch p.waitForMessage(timeout: Term(small: milliseconds)) {
                    case .parked: return .waiting
                    case .signalled: continue
                    case .timedOut:
                        if p.machine.chooser.monotonicTime() - started < milliseconds * 1_000_000 { early.with { $0 += 1 } }
                        done.with { $0 += 1 }
                        return ends(p)
                    case .invalid:
                        XCTFail("a valid timeout")
                        return ends(p)
                    }
                }
            }
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(early.now, 0)
        XCTAssertEqual(done.now, 200)
    }

    func testATimeoutEndsWhenAMessageIsTaken() {
        let harness = ProcessHarness(schedulers: 2)
        let order = Shared<[String]>([])
        var phase = 0
        let receiver = harness.spawn { p in
            while true {
                if p.peekMessage() != Term.none {
                    p.takeMessage()
                    order.with { $0.append("message") }
                    phase += 1
                    continue
                }
                switch p.waitForMessage(timeout: Term(small: phase == 0 ? 10_000 : 20)) {
                case .parked: return .waiting
                case .signalled: continue
                case .timedOut:
                    order.with { $0.append("timeout") }
                    XCTAssertNil(p.pointee.timer)
                    return ends(p)
                case .invalid: return ends(p)
                }
            }
        }
        harness.spawn { p in
            usleep(5000)
            p.pointee.core.send(Term(.ok), to: receiver, from: p)
            return ends(p)
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(order.now, ["message", "timeout"])
    }

    func testTheTimerHeapKeepsItsOrder() {
        let heap = TimerHeap()
        var generator = SystemRandomNumberGenerator()
        var live: [(deadline: Int, age: Int, timer: TimerPointer)] = []
        for age in 0..<5000 {
            let deadline = Int.random(in: 0..<1000, using: &generator)
            let timer = TimerPointer.allocate(capacity: 1)
            timer.initialize(to: MachineTimer(deadline: deadline, number: UInt64(age), signal: nil, destination: .none, owner: .none))
            heap.insert(timer)
            live.append((deadline, age, timer))
            if age % 3 == 0 {
                let victim = Int.random(in: 0..<live.count, using: &generator)
                heap.remove(live[victim].timer)
                live[victim].timer.deallocate()
                live.remove(at: victim)
            }
            XCTAssertEqual(heap.nextDeadline, live.map(\.deadline).min() ?? Int.max)
            XCTAssertEqual(heap.size, live.count)
        }
        live.sort { ($0.deadline, $0.age) < ($1.deadline, $1.age) }
        for (deadline, _, timer) in live {
            XCTAssertEqual(heap.nextDeadline, deadline)
            XCTAssertEqual(timer.pointee.position, 0)
            heap.remove(timer)
            timer.deallocate()
        }
        XCTAssertEqual(heap.nextDeadline, Int.max)
    }

    func testRelationTableAgainstADictionary() {
        var table = RelationTable<Int>()
        var model: [UInt64: Int] = [:]
        var generator = SystemRandomNumberGenerator()
        for step in 0..<20_000 {
            let key = UInt64.random(in: 0..<(step < 10_000 ? 20 : 400), using: &generator) << 32 | 5
            switch Int.random(in: 0..<3, using: &generator) {
            case 0:
                table.insert(key, step)
                model[key] = step
            case 1:
                XCTAssertEqual(table.remove(key), model.removeValue(forKey: key))
            default:
                XCTAssertEqual(table.find(key)?.pointee, model[key])
            }
            XCTAssertEqual(table.count, model.count)
        }
        while let (key, value) = table.removeLast() { XCTAssertEqual(model.removeValue(forKey: key), value) }
        XCTAssertTrue(model.isEmpty)
        table.free()
    }

    func testAKillTakesAWholeTreeOfLinks() {
        for schedulers in [1, 4] {
            let harness = ProcessHarness(schedulers: schedulers)
            let count = Shared(0)
            func node(_ depth: Int) -> Program {
                var isFirst = true
                return { p in
                    if isFirst {
                        isFirst = false
                        count.with { $0 += 1 }
                        if depth > 0 { for _ in 0..<8 { harness.spawn(p, link: true, node(depth - 1)) } }
                    }
                    return sleepForever(p)
                }
            }
            let root = harness.spawn(node(4))
            harness.spawn { p in
                if count.now < 4681 { return .yielded }
                p.pointee.core.sendExit(from: p.pointee.pid, to: root, reason: Term(.kill))
                return ends(p)
            }
            harness.start()
            harness.waitForEnd()
            XCTAssertEqual(count.now, 4681)
        }
    }

    func testNothingLeaksOverManyLives() {
        let harness = ProcessHarness(schedulers: 2)
        let grandchild = harness.entry(sleepForever)
        var watched = SpawnOptions()
        watched.monitor = true
        let child = harness.entry { child in
            child.pointee.core.send(child.tuple(Term(.ok), child.tuple(Term(.error), Term(small: 1))), to: child.pointee.parent, from: child)
            let pid = child.spawn(grandchild, watched)!.pid
            child.pointee.core.sendExit(from: child.pointee.pid, to: pid, reason: child.tuple(Term(.timeout), Term(small: 5)))
            return exits(child, child.tuple(Term(.timeout), Term(small: 3)))
        }
        var tied = watched
        tied.link = true
        var rounds = 0
        let sizes = Shared<[Int]>([])
        harness.spawn { p in
            p.pointee.trapsExits = true
            p.handleSignals()
            while p.peekMessage() != Term.none { p.takeMessage() }
            releaseFragments(p)
            p.pointee.hp = p.pointee.heapStart
            if p.machine.processTable.count > 1 { return .yielded }
            rounds += 1
            if rounds % 50 == 0 { sizes.with { $0.append(residentBytes()) } }
            if sizes.now.count == 20 { return ends(p) }
            for _ in 0..<50 {
                let pid = p.spawn(child, tied)!.pid
                p.pointee.core.send(p.tuple(Term(.ok), Term(.ok)), to: pid, from: p)
                p.pointee.hp = p.pointee.heapStart
            }
            return .yielded
        }
        harness.start()
        harness.waitForEnd(seconds: 60)
        XCTAssertLessThan(sizes.now.last! - sizes.now[4], 1 << 20, "\(sizes.now)")
    }

    func testEqualSeedsGiveEqualRuns() {
        func run(_ seed: UInt64) -> [Int] {
            let harness = ProcessHarness(seed: seed)
            let events = Shared<[Int]>([])
            for name in 0..<10 {
                var left = 20
                harness.spawn { p in
                    events.with { $0.append(name * 1_000_000 + p.pointee.reductions) }
                    left -= 1
                    if left == 0 { return ends(p) }
                    if left % 5 == 0 {
                        while true {
                            switch p.waitForMessage(timeout: Term(small: name * 100 + 1)) {
                            case .parked: return .waiting
                            case .signalled: _ = p.peekMessage()
                            case .timedOut:
                                events.with { $0.append(-p.machine.chooser.monotonicTime()) }
                                return .yielded
                            case .invalid: return ends(p)
                            }
                        }
                    }
                    return .yielded
                }
            }
            let started = clock()
            harness.start()
            harness.waitForEnd()
            XCTAssertLessThan(Double(clock() - started) / Double(CLOCKS_PER_SEC), 5, "virtual time jumps")
            return events.now
        }
        XCTAssertEqual(run(1), run(1))
        XCTAssertEqual(run(77), run(77))
        XCTAssertNotEqual(run(1), run(2))
    }

    func testAStoppedMachineFreesItsProcesses() {
        var sizes: [Int] = []
        for round in 0..<24 {
            stopABusyMachine()
            if round >= 3 { sizes.append(residentBytes()) }
        }
        // A machine that stayed would be 2 MB each time; the allocator's arenas settle within a few.
        XCTAssertLessThan(sizes.last! - sizes.first!, 12 << 20, "\(sizes)")
    }

    /// A machine that is stopped while thousands of processes wait with mail, links and timers.
    private func stopABusyMachine() {
        let harness = ProcessHarness(schedulers: 2)
        let started = Shared(0)
        harness.spawn { p in
            for _ in 0..<3000 {
                let child = harness.spawn(p, link: true, monitor: true) { child in
                    started.with { $0 += 1 }
                    _ = child.peekMessage()
                    return child.waitForMessage(timeout: Term(small: 100_000)) == .parked ? .waiting : .yielded
                }
                p.pointee.core.send(p.tuple(Term(.ok), Term(.ok)), to: child.pid, from: p)
                p.pointee.hp = p.pointee.heapStart
            }
            return sleepForever(p)
        }
        harness.start()
        while started.now < 3000 { usleep(1000) }
        harness.stop()
    }

    func testPriorities() {
        let queue = RunQueue()
        let harness = ProcessHarness()
        var names: [UInt: Int] = [:]
        for (name, priority) in [ProcessPriority.low, .normal, .high, .max, .normal, .low].enumerated() {
            let process = harness.machine.makeProcess(harness.entry(ends), SpawnOptions(), parent: nil)!
            process.pointee.priority = priority.rawValue
            names[UInt(bitPattern: process)] = name
            _ = queue.push(process)
        }
        var order: [Int] = []
        while let process = queue.pop() { order.append(names[UInt(bitPattern: process)]!) }
        XCTAssertEqual(order, [3, 2, 1, 4, 0, 5])
        XCTAssertEqual(queue.count, 0)
    }

    func testNames() {
        let harness = ProcessHarness(schedulers: 2)
        let machine = harness.machine
        let names = machine.rootDomain.names
        let name = Term(.logger)
        let results = Shared<[Bool]>([])
        harness.spawn { p in
            results.with { $0.append(names.register(name, p, p.pointee.pid)) }
            results.with { $0.append(names.register(Term(.error_logger), p, p.pointee.pid)) }
            results.with { $0.append(names.find(name) == p.pointee.pid) }
            return ends(p)
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(results.now, [true, false, true])
        XCTAssertEqual(names.find(name), Term.none)
        XCTAssertEqual(names.names, [])
    }

    func testQuestionsAreAnsweredByWaitingAndRunningProcesses() {
        let harness = ProcessHarness(schedulers: 2)
        let answers = Shared<[String]>([])
        let sleeper = harness.spawn(sleepForever)
        var busyRounds = 0
        let busy = harness.spawn { p in
            busyRounds += 1
            usleep(500)
            return busyRounds > 200 ? ends(p) : .yielded
        }
        var asked = 0
        harness.spawn { p in
            while true {
                p.handleSignals()
                let target = asked < 2 ? sleeper : busy
                let answer = asked % 2 == 0 ? p.ask(.isAlive, Term(.undefined), of: target) : p.ask(.information, Term(.message_queue_len), of: target)
                if answer == Term.wait {
                    p.pointee.liveArguments = 1
                    if p.waitInNative() { return .waiting }
                    continue
                }
                p.pointee.nativeState = .none
                answers.with { $0.append(describe(answer, p.machine)) }
                asked += 1
                if asked == 4 {
                    p.pointee.core.sendExit(from: p.pointee.pid, to: sleeper, reason: Term(.kill))
                    return ends(p)
                }
            }
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(answers.now, ["true", "{message_queue_len, 0}", "true", "{message_queue_len, 0}"])
    }

    func testBlockingWorkAndItsKill() {
        let harness = ProcessHarness(schedulers: 2)
        let log = Shared<[String]>([])
        func blocked(_ milliseconds: UInt32) -> Program {
            return { p in
                while true {
                    let answer = p.runBlocking { { usleep(milliseconds * 1000); return .tuple([.atom(.ok), .integer(5)]) } }
                    if answer == Term.wait {
                        p.pointee.liveArguments = 1
                        if p.waitInNative() { return .waiting }
                        continue
                    }
                    log.with { $0.append(describe(answer, p.machine)) }
                    return ends(p)
                }
            }
        }
        harness.spawn(blocked(10))
        let killed = harness.spawn(blocked(300))
        harness.spawn { p in
            usleep(30_000)
            p.pointee.core.sendExit(from: p.pointee.pid, to: killed, reason: Term(.kill))
            return ends(p)
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(log.now, ["{ok, 5}"])
        usleep(400_000)
    }

    func testASuspendedProcessDoesNotRun() {
        let harness = ProcessHarness(schedulers: 2)
        let ticks = Shared(0)
        let log = Shared<[Bool]>([])
        let victim = harness.spawn { p in
            ticks.with { $0 += 1 }
            usleep(200)
            return .yielded
        }
        var isAnswered = false
        var before = -1
        var rounds = 0
        harness.spawn { p in
            while !isAnswered {
                p.handleSignals()
                if p.ask(.suspend, Term(.undefined), of: victim) == Term.wait {
                    p.pointee.liveArguments = 1
                    if p.waitInNative() { return .waiting }
                    continue
                }
                isAnswered = true
            }
            if before < 0 { before = ticks.now }
            rounds += 1
            usleep(200)
            if rounds == 100 {
                log.with { $0.append(ticks.now == before) }
                _ = p.pointee.core.sendPlain(.resume, to: victim, from: p.pointee.pid)
            }
            if rounds < 200 { return .yielded }
            log.with { $0.append(ticks.now > before) }
            p.pointee.core.sendExit(from: p.pointee.pid, to: victim, reason: Term(.kill))
            return ends(p)
        }
        harness.start()
        harness.waitForEnd()
        XCTAssertEqual(log.now, [true, true])
    }
}

/// What the collector does with adopted messages that nobody refers to.
private func releaseFragments(_ p: ProcessPointer) {
    while let fragment = p.pointee.fragments {
        p.pointee.fragments = fragment.pointee.next
        fragment.pointee.counted.releaseAll()
        Fragment.free(fragment)
    }
    p.pointee.fragmentTop = p.pointee.heapStart
    p.pointee.fragmentLimit = p.pointee.heapStart
    p.pointee.fragmentWords = 0
}

/// Bytes of memory that this OS process holds.
private func residentBytes() -> Int {
    let file = fopen("/proc/self/statm", "r")!
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 100)
    fgets(&text, 100, file)
    return Int(String(cString: text).split(separator: " ")[1])! * 4096
}
