// The flow builder, part five: guards. What raises in a guard makes it fail, silently, through a region whose handler is the
// way on.
import Bytecode

extension FlowBuilder {
    /// Branches on guards, of which one must be true.
    func branch(guards: [Core], whenTrue: Int, whenFalse: Int) {
        for (index, condition) in guards.enumerated() {
            let next = index == guards.count - 1 ? whenFalse : newBlock()
            guarded(failure: next) {
                branch(condition, Condition(whenTrue: whenTrue, whenFalse: next, other: .strict))
            }
            current = next
        }
    }

    /// Builds in a region whose failures go to a block.
    func guarded(failure: Int, _ body: () -> Void) {
        let outerRegion = region, outerFailure = guardFailure
        flow.regions.append(Region(handler: failure, kind: .guard))
        region = flow.regions.count - 1
        guardFailure = failure
        let start = newBlock()
        jump(start)
        current = start
        body()
        region = outerRegion
        guardFailure = outerFailure
    }

    /// A value of a guard expression, such as a segment's size.
    func guardedValue(_ core: Core, failure: Int) -> Operand {
        switch core {
        case .literal, .variable: return value(core)
        default: break
        }
        let next = newBlock()
        var result: Operand?
        guarded(failure: failure) {
            result = value(core)
            jump(next)
        }
        current = next
        return result!
    }
}
