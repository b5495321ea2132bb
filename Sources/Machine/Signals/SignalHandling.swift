// What signals do to their target, in the order in which they arrived: the only place where others change a process. Runs
// on the target's own thread, at the start of a time slice and whenever a receive reaches the end of the mailbox.
import Bytecode

extension UnsafeMutablePointer where Pointee == Process {
    /// Takes all signals from the inbox: messages go to the mailbox, the others take effect.
    @inline(never)
    func handleSignals() {
        var pending = takeInbox()
        while let signal = pending {
            pending = signal.next
            if pointee.isExiting || signal.pointee.target != pointee.pid.bits {
                refuse(signal)
            } else if signal.pointee.kind == .message {
                if isTraced { tellOfMessage(signal) }
                appendMessage(signal)
            } else {
                handle(signal)
            }
        }
        if isLimited, !pointee.isExiting, !domain.mayKeep(messages: pointee.messageCount) { die(ofBudget: "mailbox") }
    }

    private func handle(_ signal: SignalPointer) {
        switch signal.pointee.kind {
        case .message:
            appendMessage(signal)
        case .aliasMessage:
            if useAlias(signal.pointee.number) {
                if isTraced { tellOfMessage(signal) }
                appendMessage(signal)
            } else {
                signal.discard()
            }
        case .exit:
            handleExit(signal)
        case .linkExit:
            guard removeLink(signal.pointee.from) else { return signal.discard() }
            if isTraced { tell(.processes, "getting_unlinked", signal.pointee.from) }
            handleLinkExit(signal)
        case .link:
            addLinkFromOther(signal.pointee.from)
            if isTraced { tell(.processes, "getting_linked", signal.pointee.from) }
            signal.discard()
        case .unlink:
            if isTraced { tell(.processes, "getting_unlinked", signal.pointee.from) }
            removeLinkForOther(signal)
        case .unlinkAcknowledge:
            acknowledgeUnlink(signal.pointee.from, signal.pointee.number)
            signal.discard()
        case .monitor:
            pointee.madeRelations.pointee.monitoredBy.insert(signal.pointee.number, Watcher(pid: signal.pointee.from.bits))
            signal.discard()
        case .demonitor:
            if let relations = pointee.relations { _ = relations.pointee.monitoredBy.remove(signal.pointee.number) }
            signal.discard()
        case .down:
            handleDown(signal)
        case .timeout:
            if let timer = pointee.timer, timer.pointee.number == signal.pointee.number { pointee.flags |= ProcessFlags.timedOut }
            signal.discard()
        case .question:
            answerQuestion(signal)
        case .answer:
            keepAnswer(signal)
        case .resume:
            endSuspension(by: signal.pointee.from)
            signal.discard()
        case .wake:
            signal.discard()
        }
    }

    /// A signal for a process that is not here any more: whoever waits for an effect hears `noproc`.
    func refuse(_ signal: SignalPointer) {
        let core = pointee.core
        switch signal.pointee.kind {
        case .link:
            core.sendLinkExit(from: Term(bits: signal.pointee.target), to: signal.pointee.from, reason: Term(.noproc))
        case .unlink:
            core.acknowledgeUnlink(signal)
            return
        case .monitor:
            core.sendDown(number: signal.pointee.number, to: signal.pointee.from, reason: Term(.noproc))
        case .question:
            core.answerForNobody(signal)
        default:
            break
        }
        signal.discard()
    }

    // MARK: Exits

    private func handleExit(_ signal: SignalPointer) {
        let reason = signal.pointee.term
        if reason == KnownAtom.kill {
            signal.discard()
            return die(Term(.killed))
        }
        if pointee.trapsExits { return appendExitMessage(signal) }
        if reason == KnownAtom.normal && signal.pointee.from != pointee.pid { return signal.discard() }
        dieOf(signal)
    }

    private func handleLinkExit(_ signal: SignalPointer) {
        if pointee.trapsExits { return appendExitMessage(signal) }
        if signal.pointee.term == KnownAtom.normal { return signal.discard() }
        dieOf(signal)
    }

    /// `{'EXIT', From, Reason}`, in the signal's own words.
    private func appendExitMessage(_ signal: SignalPointer) {
        signal.pointee.term = signal.tuple(Term(.EXIT), signal.pointee.from, signal.pointee.term)
        signal.pointee.kind = .message
        if isTraced { tellOfMessage(signal) }
        appendMessage(signal)
    }

    private func dieOf(_ signal: SignalPointer) {
        let reason = signal.pointee.term
        if signal.holdsWords { adopt(signal.asFragment) } else { signal.discard() }
        die(reason)
    }

    /// The process is to end with that reason as soon as its scheduler looks. The reason is the process's own term.
    func die(_ reason: Term) {
        guard !pointee.isExiting else { return }
        pointee.flags |= ProcessFlags.exiting
        pointee.exceptionClass = Term(.exit)
        pointee.exceptionReason = reason
        pointee.exceptionTrace = .none
        pointee.exceptionInfo = .none
    }

    // MARK: Monitors

    /// `{'DOWN', Reference, process, Object, Reason}`, in the signal's own words.
    private func handleDown(_ signal: SignalPointer) {
        guard let relations = pointee.relations, let monitor = relations.pointee.monitors.remove(signal.pointee.number) else {
            return signal.discard()
        }
        if monitor.aliasMode == .demonitor || monitor.aliasMode == .replyDemonitor {
            _ = relations.pointee.aliases.remove(signal.pointee.number)
        }
        let number = signal.pointee.number
        var down = signal
        var tag = Term(.DOWN)
        if let custom = monitor.tag {
            tag = custom.pointee.term
            if custom.holdsWords {
                // A message must hold all of its words itself.
                let size = copySize(tag, pointee.core) + copySize(signal.pointee.term, pointee.core)
                down = Signal.allocate(.message, target: pointee.pid.bits, words: size + SignalWords.down)
                tag = copy(tag, to: &down.pointee.fragment.top, &down.pointee.fragment.counted, pointee.core)
                down.pointee.term = copy(signal.pointee.term, to: &down.pointee.fragment.top, &down.pointee.fragment.counted, pointee.core)
                signal.discard()
            }
            custom.discard()
        }
        let reference = down.reference(number, owner: monitor.aliasMode == .none ? 0 : pointee.pid.bits)
        let object = monitor.isNamed ? down.tuple(monitor.object, Term(.nonode)) : monitor.object
        let type = Term(monitor.object.isLocalPort ? .port : .process)
        down.pointee.term = down.tuple(tag, reference, type, object, down.pointee.term)
        down.pointee.kind = .message
        if isTraced { tellOfMessage(down) }
        appendMessage(down)
    }
}
