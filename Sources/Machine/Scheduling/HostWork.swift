// Work of natives outside of the schedulers: host calls on the I/O pool, whose process waits and stays killable, and long
// heap work on the CPU pool, whose process is `away`.
import Bytecode
import Synchronization

/// What a job on the I/O pool answers. It has no heap: its process makes the term.
public indirect enum HostValue {
    case atom(KnownAtom)
    /// An atom by its text, for the names of errors.
    case name(String)
    case integer(Int)
    case bytes([UInt8])
    case tuple([HostValue])
    case list([HostValue])
    /// A term without words.
    case immediate(Term)
}

/// Carries a value of a job to its process.
private final class HostAnswer {
    let value: HostValue
    init(_ value: HostValue) { self.value = value }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The body of a `blocking` native: runs `work` on the I/O pool when the native is called, gives its answer when the
    /// native is called again and it has come, and `.wait` until then. The work must not touch the process or its terms.
    public func runBlocking(_ work: () -> (() -> HostValue)) -> Term {
        if pointee.nativeState.isSmall {
            guard let answer = takeHostAnswer(UInt64(pointee.nativeState.small)) else { return .wait }
            return term(answer)
        }
        let number = nextReferenceNumber()
        pointee.nativeState = Term(small: Int(number))
        let job = work()
        let machine = self.machine
        let target = pointee.pid.bits
        machine.schedulers.outsideWorkBegins()
        machine.schedulers.ioPool.submit {
            let answer = Signal.allocate(.answer, target: target, words: 0)
            answer.pointee.number = number
            answer.pointee.option = Signal.holdsHostValue
            answer.pointee.term = Term(bits: UInt64(UInt(bitPattern: Unmanaged.passRetained(HostAnswer(job())).toOpaque())))
            if !machine.deliver(answer) { answer.discard() }
            machine.schedulers.outsideWorkEnds()
        }
        return .wait
    }

    private func takeHostAnswer(_ number: UInt64) -> HostValue? {
        guard let answer = takeAnswerSignal(number) else { return nil }
        defer { answer.discard() }
        return Unmanaged<HostAnswer>.fromOpaque(UnsafeRawPointer(bitPattern: UInt(answer.pointee.term.bits)).unsafelyUnwrapped)
            .takeUnretainedValue().value
    }

    /// The value as a term of this process.
    public func term(_ value: HostValue) -> Term {
        switch value {
        case .atom(let atom): return Term(atom)
        case .name(let text): return machine.atoms.term(text)
        case .integer(let number): return integer(number)
        case .bytes(let bytes): return binary(bytes)
        case .tuple(let elements): return tuple(elements.map { term($0) })
        case .list(let elements): return list(elements.map { term($0) })
        case .immediate(let term): return term
        }
    }

    /// The body of an `away` native: leaves the schedulers, runs `work` on the CPU pool with the process's heap to itself,
    /// and is called again. What the work gives is kept in `nativeResult` for that call; take it with `takeAwayResult`.
    public func goAway(_ work: @escaping (ProcessPointer) -> Term) -> Term {
        guard let scheduler = machine.schedulers.current else { fatalError("a native outside of a scheduler") }
        pointee.state.store(ProcessState.away.rawValue, ordering: .relaxed)
        pointee.nativeState = Term(.away)
        let process = self
        scheduler.awayWork = { process.pointee.nativeResult = work(process) }
        return .wait
    }

    /// The result of the work that the process was away for, nil if it has not been away.
    public func takeAwayResult() -> Term? {
        guard pointee.nativeState == KnownAtom.away else { return nil }
        pointee.nativeState = .none
        let result = pointee.nativeResult
        pointee.nativeResult = .none
        return result
    }
}

extension Signal {
    /// The `option` of an answer whose term is the address of a retained `HostAnswer`.
    static let holdsHostValue: UInt8 = 255
}

/// Drops the value that an answer carries.
func releaseHostValue(_ signal: SignalPointer) {
    Unmanaged<HostAnswer>.fromOpaque(UnsafeRawPointer(bitPattern: UInt(signal.pointee.term.bits)).unsafelyUnwrapped).release()
}
