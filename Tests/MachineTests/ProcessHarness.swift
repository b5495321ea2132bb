// Lets tests play the interpreter: a machine whose processes are Swift closures, called once for each time slice.
import Glibc
import Synchronization
import XCTest
@testable import Bytecode
@testable import Machine

/// What a process does in a time slice.
typealias Program = (ProcessPointer) -> RunResult

final class ProcessHarness: @unchecked Sendable {
    let machine: Machine
    private var programs: [Program] = []
    private let lock = NSLockless()
    private let anyCode: WordPointer

    init(schedulers: Int = 1, seed: UInt64? = nil) {
        var options = MachineOptions()
        options.schedulers = schedulers
        options.seed = seed
        machine = Machine(options: options)
        anyCode = machine.processExitAddress
        machine.schedulers.standIn = { [unowned self] process, _ in
            let index = Term(bits: process.pointee.fp[0]).small
            self.lock.lock()
            let program = self.programs[index]
            self.lock.unlock()
            process.pointee.sp = process.pointee.fp
            process.pointee.reductions -= 100
            return program(process)
        }
    }

    /// Where a process starts that runs a program.
    func entry(_ program: @escaping Program) -> SpawnEntry {
        lock.lock()
        programs.append(program)
        let index = programs.count - 1
        lock.unlock()
        return SpawnEntry(code: anyCode, arguments: [Term(small: index)], initialCall: (Term(.erlang), Term(.apply), 2))
    }

    /// A process without a parent.
    @discardableResult
    func spawn(_ program: @escaping Program) -> Term {
        let process = machine.makeProcess(entry(program), SpawnOptions(), parent: nil)!
        let pid = process.pointee.pid
        machine.schedulers.core.makeRunnable(process)
        return pid
    }

    /// A child of a process.
    @discardableResult
    func spawn(_ parent: ProcessPointer, link: Bool = false, monitor: Bool = false, _ program: @escaping Program) -> (pid: Term, monitor: UInt64) {
        var options = SpawnOptions()
        options.link = link
        options.monitor = monitor
        return parent.spawn(entry(program), options)!
    }

    func start() { machine.schedulers.start() }

    /// Waits until there is no process left, or fails.
    func waitForEnd(seconds: Int = 20, file: StaticString = #filePath, line: UInt = #line) {
        for _ in 0..<(seconds * 1000) {
            if machine.processTable.count == 0 { return stop() }
            usleep(1000)
        }
        XCTFail("\(machine.processTable.count) processes are left", file: file, line: line)
        stop()
    }

    func stop() {
        machine.schedulers.halt(status: 0)
        machine.schedulers.join()
        // They refer to this harness.
        programs = []
    }
}

/// A mutex without Foundation.
final class NSLockless: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }
    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
}

/// A value that several threads change.
final class Shared<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = NSLockless()
    init(_ value: Value) { self.value = value }
    func with<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
    var now: Value { with { $0 } }
}

/// A normal end.
func ends(_ process: ProcessPointer) -> RunResult {
    process.pointee.exceptionClass = .none
    process.pointee.exceptionReason = Term(.normal)
    return .exited
}

/// An exit with a reason.
func exits(_ process: ProcessPointer, _ reason: Term) -> RunResult {
    process.pointee.exceptionClass = Term(.exit)
    process.pointee.exceptionReason = reason
    return .exited
}

/// Takes all messages, calling `body` with each; waits when there is none. `body` returns a result to stop with it.
func receive(_ process: ProcessPointer, _ body: (Term) -> RunResult?) -> RunResult {
    while true {
        let message = process.peekMessage()
        if message == Term.none {
            if process.prepareToWait() { return .waiting }
            continue
        }
        let result = body(message)
        process.takeMessage()
        if let result { return result }
    }
}

func sleepForever(_ process: ProcessPointer) -> RunResult { receive(process) { _ in nil } }
