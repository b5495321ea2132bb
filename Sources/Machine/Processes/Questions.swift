// Questions that processes ask each other: signals that the target answers in order, while the asker waits in a native. A
// question is asked when the native runs first, and its answer taken when it runs again.
import Bytecode

extension UnsafeMutablePointer where Pointee == Process {
    // MARK: The asker

    /// Asks another process, or takes the answer if the question has been asked. `.wait` until it is there; an answer is
    /// the process's own term. `Process.nativeState` holds the question's number meanwhile.
    func ask(_ kind: QuestionKind, _ argument: Term, of pid: Term) -> Term {
        if pointee.nativeState.isSmall { return takeAnswer(UInt64(pointee.nativeState.small)) ?? .wait }
        let number = nextReferenceNumber()
        let question = Signal.copying(argument, .question, target: pid.bits, pointee.core)
        question.pointee.option = kind.rawValue
        question.pointee.from = pointee.pid
        question.pointee.number = number
        pointee.nativeState = Term(small: Int(number))
        if !pointee.core.deliver(question) {
            pointee.core.answerForNobody(question)
            question.discard()
        }
        return .wait
    }

    /// The answer to a question, if it has arrived.
    private func takeAnswer(_ number: UInt64) -> Term? {
        guard let answer = takeAnswerSignal(number) else { return nil }
        let term = answer.pointee.term
        if answer.holdsWords { adopt(answer.asFragment) } else { answer.discard() }
        return term
    }

    /// The answer with that number, if it has arrived; it is the caller's.
    func takeAnswerSignal(_ number: UInt64) -> SignalPointer? {
        guard let relations = pointee.relations else { return nil }
        var link: MessageLink = withUnsafeMutablePointer(to: &relations.pointee.answers) { $0 }
        while let answer = link.pointee {
            if answer.pointee.number == number {
                link.pointee = answer.next
                return answer
            }
            link = answer.nextLink
        }
        return nil
    }

    func keepAnswer(_ signal: SignalPointer) {
        let relations = pointee.madeRelations
        signal.next = relations.pointee.answers
        relations.pointee.answers = signal
    }

    // MARK: The target

    func answerQuestion(_ question: SignalPointer) {
        let argument = question.pointee.term
        let from = question.pointee.from
        let answer: Term
        switch QuestionKind(rawValue: question.pointee.option).unsafelyUnwrapped {
        case .isAlive:
            answer = Term(.true)
        case .information:
            answer = information(argument)
        case .suspend:
            pointee.madeRelations.pointee.suspendedBy.insert(from.bits, (pointee.relations?.pointee.suspendedBy.find(from.bits)?.pointee ?? 0) + 1)
            answer = Term(.true)
        case .groupLeader:
            pointee.groupLeader = argument
            answer = Term(.true)
        case .collect:
            wantCollection(argument)
            answer = Term(.true)
        case .checkCode:
            answer = .boolean(runsOldCode(of: argument))
        case .flag:
            let old = changeFlag(argument.element(0), argument.element(1))
            answer = old == Term.none ? Term(.noproc) : old
        case .trace:
            answer = .boolean(changeTracing(
                TraceFlags(rawValue: argument.element(1).small), isOn: argument.element(0) == KnownAtom.true, tracer: argument.element(2).bits))
        }
        let signal = Signal.copying(answer, .answer, target: from.bits, pointee.core)
        signal.pointee.number = question.pointee.number
        if !pointee.core.deliver(signal) { signal.discard() }
        question.discard()
    }

    /// A collection is to happen at the next safepoint; a `major` one of the old segment too.
    func wantCollection(_ kind: Term) {
        pointee.collectWanted = true
        if kind == KnownAtom.major { pointee.flags |= ProcessFlags.wantsMajor }
    }

    // MARK: Suspension

    @inline(__always)
    var isSuspended: Bool {
        guard let relations = pointee.relations else { return false }
        return relations.pointee.suspendedBy.count > 0
    }

    /// One suspension by that process less.
    func endSuspension(by pid: Term) {
        guard let relations = pointee.relations, let count = relations.pointee.suspendedBy.find(pid.bits) else { return }
        count.pointee -= 1
        if count.pointee == 0 { _ = relations.pointee.suspendedBy.remove(pid.bits) }
    }

    /// Is a frame of the process in code that its module has replaced?
    func runsOldCode(of module: Term) -> Bool {
        let code = machine.code
        guard let current = code.loaded(module) else { return false }
        var isOld = false
        forEachReturnAddress { address in
            if let found = code.module(containing: address), found.name == module, (found.original ?? found) !== current { isOld = true }
        }
        return isOld
    }

    /// Calls `body` with pc and with the return address of each frame.
    private func forEachReturnAddress(_ body: (WordPointer) -> Void) {
        body(pointee.pc)
        var walk = FrameWalk(self)
        while walk.next() { body(walk.returnAddress - 1) }
    }
}
