// An object of a table: a tuple in memory of its own, with what the storages hang it up by.
import Glibc

typealias ObjectPointer = UnsafeMutablePointer<TableObject>

struct TableObject {
    /// The next in a bucket.
    var next: ObjectPointer?
    var hash: UInt64
    /// The tuple: behind this header, or a literal.
    var tuple: Term
    var words: Int
    var counted: CountedList
    /// Deleted while somebody walks the table: stays as a place to go on from.
    var isDeleted: Bool

    /// A copy of a tuple.
    static func make(_ tuple: Term, _ core: CorePointer) -> ObjectPointer {
        let words = copySize(tuple, core)
        let headerSize = (MemoryLayout<TableObject>.stride + 7) & ~7
        guard let memory = malloc(headerSize + words * 8) else { fatalError("out of memory: an object of \(words) words") }
        let object = memory.assumingMemoryBound(to: TableObject.self)
        object.initialize(to: TableObject(next: nil, hash: 0, tuple: .none, words: words, counted: CountedList(), isDeleted: false))
        var top = (memory + headerSize).assumingMemoryBound(to: UInt64.self)
        object.pointee.tuple = copy(tuple, to: &top, &object.pointee.counted, core)
        return object
    }

    static func free(_ object: ObjectPointer) {
        object.pointee.counted.releaseAll()
        object.pointee.counted.free()
        Glibc.free(object)
    }
}
