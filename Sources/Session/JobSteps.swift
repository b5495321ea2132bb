// The process's side of a compile job: the native that takes one step, and how natives start jobs. The driver loop between
// steps is `:prim_compile.run/2`, written in the language, so that calls from the compiler are ordinary calls.
import Bytecode
import Expander
import Machine
import Syntax

/// The roots of a job: a list in the driver's loop, newest first.
struct JobRoots {
    private(set) var terms: [Term]
    private var list: Term
    private let firstNew: Int

    init(_ list: Term, _ p: ProcessPointer) {
        self.list = list
        terms = p.elements(list).reversed()
        firstNew = terms.count
    }

    /// Roots of a job that is about to start.
    init() {
        list = .emptyList
        terms = []
        firstNew = 0
    }

    func value(_ index: Int, _ state: CompilerState) -> Term { index < 0 ? state.durable(index) : terms[index] }

    /// Reads a term; what has no syntax becomes a root.
    mutating func quoted(_ term: Term, _ machine: Machine) throws -> Quoted { try QuotedTerms.quoted(term, machine, roots: &terms) }
    /// Reads the body of a definition: a tree, or what stands for a kept one.
    mutating func body(_ term: Term, _ p: ProcessPointer) throws -> Quoted {
        try KeptTrees.tree(term, p) ?? quoted(term, p.machine)
    }
    mutating func expression(_ term: Term, _ p: ProcessPointer) throws -> Quoted { try EscapeTerms.expression(term, p, roots: &terms) }
    mutating func env(_ term: Term, _ session: Session, _ p: ProcessPointer) throws -> Env? {
        try EnvTerms(session: session, p: p).env(term, roots: &terms)
    }

    mutating func add(_ term: Term) -> Int {
        terms.append(term)
        return terms.count - 1
    }

    /// The list with the new roots in front.
    func list(_ p: ProcessPointer) -> Term {
        var result = list
        for term in terms[firstNew...] { result = p.cons(term, result) }
        return result
    }
}

/// `{:"$tree", module | file, index}`: bodies that an open module or a running file keeps.
enum KeptTrees {
    /// The tree that a term stands for; nil where it is something else.
    static func tree(_ term: Term, _ p: ProcessPointer) -> Quoted? {
        guard term.isTuple, term.tupleSize == 3, term.element(0) == p.machine.atoms.term("$tree"), term.element(2).isSmall else { return nil }
        let state = Session.of(p).compiler
        let owner = term.element(1), index = term.element(2).small
        if owner.isSmall { return state.tree(index, ofFile: owner.small) }
        return owner.isAtom ? state.builder(of: p.machine.atoms.string(owner))?.tree(index) : nil
    }
}

extension JobValue {
    func term(_ p: ProcessPointer, _ session: Session, _ roots: JobRoots) -> Term {
        let value = { (index: Int) in roots.value(index, session.compiler) }
        switch self {
        case .quoted(let quoted): return QuotedTerms.term(quoted, p, roots: value)
        case .env(let env): return EnvTerms(session: session, p: p).term(env, roots: value)
        case .tuple(let parts): return p.tuple(parts.map { $0.term(p, session, roots) })
        case .list(let parts): return p.list(parts.map { $0.term(p, session, roots) })
        case .keeper(let code, let constants): return p.keeper(of: code, constants: constants, roots: value)
        case .map(let pairs): return p.map(pairs.map { (p.machine.atoms.term($0.0), $0.1.term(p, session, roots)) })
        }
    }
}

enum JobSteps {
    /// Starts a job and goes on with its driver.
    static func start(_ p: ProcessPointer, _ roots: JobRoots, _ body: @escaping (CompileJob) throws -> JobRequest) -> Term {
        let session = Session.of(p)
        let job = CompileJob(session: session, owner: p.pointee.pid)
        let number = session.compiler.add(job)
        job.start(body)
        let atoms = p.machine.atoms
        p.pointee.trapExport = p.machine.code.export(atoms.term("prim_compile"), atoms.term("run"), 2)
        p.pointee.trapArguments = (Term(small: number), roots.list(p), .none, .none)
        p.pointee.trapArity = 2
        return .trap
    }

    /// `job_step(job, :start | {:value, v} | {:raised, class, reason, stack}, roots)`.
    static func step(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        guard a[0].isSmall, let job = session.compiler.job(a[0].small) else { return p.badArgument() }
        let atoms = p.machine.atoms
        // Called again after a wait: the answer has been handed over, and the roots are in the state.
        let isContinued = p.pointee.nativeState != Term.none
        var roots = JobRoots(isContinued ? p.pointee.nativeState : a[2], p)
        if !isContinued, a[1].isTuple { job.thread.answer(reply(a[1], job, &roots, p)) }
        while true {
            guard let request = nextRequest(of: job, p) else {
                p.pointee.nativeState = roots.list(p)
                return .wait
            }
            switch request {
            case .load(let code):
                do {
                    try p.machine.load(code) { roots.value($0, session.compiler) }
                    job.thread.answer(.loaded)
                } catch { job.thread.answer(.loadFailed("\(error)")) }
            case .loadReclaimable(let code):
                let state = session.compiler
                do {
                    let reclaimable = try p.machine.loadReclaimable(code, roots: { roots.value($0, state) }, whenGone: { [weak state] in
                        state?.giveBack(hiddenName: code.name)
                    })
                    job.thread.answer(.loadedReclaimable(reclaimable))
                } catch { job.thread.answer(.loadFailed("\(error)")) }
            case .keep(let indices):
                job.thread.answer(.kept(indices.map { session.compiler.keep(durable: p.machine.copyToLiterals(roots.terms[$0])) }))
            case .call(let module, let function, let arguments, let form):
                job.pendingForm = form
                let list = p.list(arguments.map { $0.term(p, session, roots) })
                return p.tuple(atoms.term("call"), atoms.term(module), atoms.term(function), list, roots.list(p))
            case .done(let value):
                session.compiler.remove(job: a[0].small)
                return p.tuple(atoms.term("done"), value.term(p, session, roots))
            case .tail(let module, let function, let arguments):
                session.compiler.remove(job: a[0].small)
                return p.tuple(atoms.term("tail"), atoms.term(module), atoms.term(function), p.list(arguments.map { $0.term(p, session, roots) }))
            case .raise(let exceptionClass, let reason, let stack):
                session.compiler.remove(job: a[0].small)
                return p.tuple(atoms.term("raise"), atoms.term(exceptionClass), reason.term(p, session, roots), stack.term(p, session, roots))
            }
        }
    }

    /// How long the scheduler's thread waits for a job before it runs other processes. A step is mostly shorter.
    private static let patience = 300_000

    /// The job's next request; nil: the process will be woken when it is there.
    private static func nextRequest(of job: CompileJob, _ p: ProcessPointer) -> JobRequest? {
        if p.machine.options.seed != nil { return job.thread.waitForRequest() }
        if let request = job.thread.waitForRequest(nanoseconds: patience) { return request }
        let machine = p.machine
        let target = p.pointee.pid.bits
        machine.schedulers.outsideWorkBegins()
        let (request, isNew) = job.thread.takeRequest {
            let signal = Signal.allocate(.wake, target: target, words: 0)
            if !machine.deliver(signal) { signal.discard() }
            machine.schedulers.outsideWorkEnds()
        }
        if !isNew { machine.schedulers.outsideWorkEnds() }
        return request
    }

    private static func reply(_ message: Term, _ job: CompileJob, _ roots: inout JobRoots, _ p: ProcessPointer) -> JobReply {
        if message.tupleSize == 2 {
            do {
                switch job.pendingForm {
                case .quoted: return .value(try roots.quoted(message.element(1), p.machine))
                case .escaped: return .value(try roots.expression(message.element(1), p))
                }
            } catch { return .loadFailed("the macro returned a tree that is nested too deeply") }
        }
        let exceptionClass = message.element(1).isAtom ? p.machine.atoms.string(message.element(1)) : "error"
        let reason = roots.add(message.element(2))
        let stack = roots.add(message.element(3))
        return .raised(MachineException(exceptionClass: exceptionClass, reason: .term(reason), stack: .term(stack)))
    }
}
