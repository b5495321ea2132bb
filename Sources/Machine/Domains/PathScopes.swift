// The directories below which a domain's processes may read and write files.
import Bytecode
import Glibc

struct PathScopes {
    /// Real paths of directories or files; nil: everywhere that the authority allows.
    var readable: [[UInt8]]?
    var writable: [[UInt8]]?

    var areEverywhere: Bool { readable == nil && writable == nil }

    /// Never wider than another one: what is not within it is left out.
    func within(_ outer: PathScopes) -> PathScopes {
        func narrowed(_ own: [[UInt8]]?, _ outer: [[UInt8]]?) -> [[UInt8]]? {
            guard let outer else { return own }
            guard let own else { return outer }
            return own.filter { path in outer.contains { isBelow(path, $0) } }
        }
        return PathScopes(readable: narrowed(readable, outer.readable), writable: narrowed(writable, outer.writable))
    }

    /// Do the paths among the arguments lie where they may?
    func allow(_ wanted: Authority, _ p: ProcessPointer, _ native: UnsafeMutablePointer<NativeEntry>, _ a: NativeArguments) -> Bool {
        let export = native.pointee.export.pointee
        let module = p.machine.atoms.string(export.module), function = p.machine.atoms.string(export.function)
        guard wanted.contains(.readFiles) || wanted.contains(.writeFiles) else { return true }
        // Links would lead out of the directories; where programs are sought is everywhere.
        guard module == "prim_file", function != "make_symlink", function != "make_link" else { return false }
        let count = function == "rename" ? 2 : 1
        for index in 0..<count {
            guard let path = p.hostPath(a[index]) else { return true }
            let followsLink = function != "read_link" && function != "delete" && function != "rename"
            guard let real = realPath(path, followsLink: followsLink) else { return false }
            if wanted.contains(.readFiles), let readable, !readable.contains(where: { isBelow(real, $0) }) { return false }
            if wanted.contains(.writeFiles), let writable, !writable.contains(where: { isBelow(real, $0) }) { return false }
        }
        return true
    }
}

/// Is the path the directory, or within it?
private func isBelow(_ path: [UInt8], _ directory: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    if directory == [slash] { return true }
    return path.starts(with: directory) && (path.count == directory.count || path[directory.count] == slash)
}

/// The path without links, `.` and `..`; of what does not exist yet, that of its directory with its name. Nil: there is no such
/// directory.
func realPath(_ path: [UInt8], followsLink: Bool = true) -> [UInt8]? {
    if followsLink, let real = hostRealPath(path) { return real }
    var parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true).map(Array.init)
    guard let name = parts.popLast(), name != Array("..".utf8), name != Array(".".utf8) else { return hostRealPath(path) }
    if followsLink, isLink(path) { return nil }
    var directory = parts.flatMap { [UInt8(ascii: "/")] + $0 }
    if directory.isEmpty { directory = [UInt8(ascii: "/")] }
    guard var real = hostRealPath(directory) else { return nil }
    if real.last != UInt8(ascii: "/") { real.append(UInt8(ascii: "/")) }
    return real + name
}

/// A link that leads to nothing: who creates what it names creates it elsewhere.
private func isLink(_ path: [UInt8]) -> Bool {
    var status = stat()
    return withCPath(path) { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFLNK
}

private func hostRealPath(_ path: [UInt8]) -> [UInt8]? {
    guard let real = withCPath(path, { realpath($0, nil) }) else { return nil }
    defer { Glibc.free(real) }
    return Array(UnsafeBufferPointer(start: UnsafeRawPointer(real).assumingMemoryBound(to: UInt8.self), count: strlen(real)))
}
