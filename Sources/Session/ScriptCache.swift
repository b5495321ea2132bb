// What was made of a script's modules, kept for its next run: the code and types of a module whose expanded definitions are the same,
// and that types had nothing to say against it. Macros and bodies of modules run each time; what is kept is what follows from their
// outcome alone, so a stale entry is never found. An entry's key is a digest of all that the compiler looks at; the types of other
// modules that were looked at, too, are its needs.
//
//     $XDG_CACHE_HOME/vial/scripts/DIGEST of the script's path
//     magic, digest of the executable : 16, entries: [length : 8][digest of the rest : 16][key : 16][needs][contents]
//
// A file that cannot be read or written, that is another's, or damaged, is as none.
import Bytecode
import Expander
import Glibc
import Machine
import Syntax
import Types

final class ScriptCache: @unchecked Sendable {
    /// 128 bits of MD5.
    struct Digest: Hashable {
        var bytes: [UInt8]
        init(of content: [UInt8]) { bytes = md5(content) }
        init(bytes: [UInt8]) { self.bytes = bytes }
    }

    /// A module whose types an entry depends on; nil: nothing was known of it.
    struct Need: Equatable {
        var module: String
        var types: Digest?
    }

    private struct Entry {
        var needs: [Need]
        var content: [UInt8]
    }

    /// A script's file grows to this many bytes; then it begins anew.
    static let fileLimit = 8 << 20
    /// The files of all scripts together; the oldest go first.
    static let folderLimit = 64 << 20
    private static let magic = Array("VIALSCRIPT 1\n".utf8)
    private static let digestBytes = 16

    let script: String
    private let folder: String
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var isRead = false
    private var entries: [Digest: [Entry]] = [:]
    /// The bytes in the file, nil when nothing more is to be written.
    private var written: Int? = 0
    /// The script's modules of this run.
    private var modules: Set<String> = []

    /// - Parameter script: the path of the script, absolute.
    init(script: String, folder: String) {
        self.script = script
        self.folder = folder
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// The folder for the files of all scripts; nil when the environment names none.
    static func folder(_ environment: [String: String]) -> String? {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/vial/scripts" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.cache/vial/scripts"
    }

    func note(module: String) { locked { _ = modules.insert(module) } }
    func hasModule(_ module: String) -> Bool { locked { modules.contains(module) } }

    /// What was kept under a key whose needs are as they were.
    func find(_ key: Digest, _ types: (String) -> Digest?) -> [UInt8]? {
        let found = locked {
            if !isRead { read() }
            return entries[key] ?? []
        }
        return found.last { entry in entry.needs.allSatisfy { types($0.module) == $0.types } }?.content
    }

    func keep(_ key: Digest, _ needs: [Need], _ content: [UInt8]) {
        locked {
            entries[key, default: []].append(Entry(needs: needs, content: content))
            append(ScriptCache.record(key, needs, content))
        }
    }

    // MARK: The file

    private var path: String { folder + "/" + Digest(of: Array(script.utf8)).bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }

    /// Code is only as good as the compiler that made it.
    private static let executable: Digest = {
        var status = stat()
        stat("/proc/self/exe", &status)
        return Digest(of: Array("\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ino)".utf8))
    }()

    private static var head: [UInt8] { magic + executable.bytes }

    private func read() {
        isRead = true
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            written = nil
            return
        }
        guard status.st_size <= ScriptCache.fileLimit, let bytes = Session.contents(of: path), bytes.starts(with: ScriptCache.head) else {
            unlink(path)
            return
        }
        written = bytes.count
        readRecords(Array(bytes.dropFirst(ScriptCache.head.count)))
    }

    private func readRecords(_ bytes: [UInt8]) {
        var at = 0
        while bytes.count - at >= 8 {
            let length = (0 ..< 8).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
            at += 8
            guard length >= 2 * ScriptCache.digestBytes, length <= bytes.count - at else { return }
            let record = bytes[at ..< at + length]
            at += length
            let rest = Array(record.dropFirst(ScriptCache.digestBytes))
            guard md5(rest) == Array(record.prefix(ScriptCache.digestBytes)) else { return }
            var reader = TreeReader(Array(rest.dropFirst(ScriptCache.digestBytes)))
            guard case .list(let needs)? = reader.read(), case .binary(let content)? = reader.read() else { return }
            let key = Digest(bytes: Array(rest.prefix(ScriptCache.digestBytes)))
            entries[key, default: []].append(Entry(needs: needs.compactMap(ScriptCache.need), content: content))
        }
    }

    private static func need(_ quoted: Quoted) -> Need? {
        guard case .tuple(let parts) = quoted, case .atom(let module) = parts[0] else { return nil }
        if case .binary(let digest) = parts[1] { return Need(module: module, types: Digest(bytes: digest)) }
        return Need(module: module, types: nil)
    }

    private static func record(_ key: Digest, _ needs: [Need], _ content: [UInt8]) -> [UInt8] {
        var writer = TreeWriter()
        writer.write(.list(needs.map { .tuple([.atom($0.module), $0.types.map { .binary($0.bytes) } ?? .nilAtom]) }))
        writer.write(.binary(content))
        let rest = key.bytes + writer.bytes
        let length = digestBytes + rest.count
        return (0 ..< 8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + md5(rest) + rest
    }

    private func append(_ record: [UInt8]) {
        guard let size = written, size + record.count <= ScriptCache.fileLimit else {
            written = nil
            return
        }
        var descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        var bytes = record
        if descriptor < 0 {
            makeFolder()
            removeOldest()
            descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            bytes = ScriptCache.head + record
        }
        guard descriptor >= 0 else {
            written = nil
            return
        }
        // A record that is cut ends what is read of the file.
        written = write(descriptor, bytes, bytes.count) == bytes.count ? size + bytes.count : nil
        close(descriptor)
    }

    private func makeFolder() {
        var made = ""
        for part in folder.split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o700)
        }
    }

    private func removeOldest() {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        var files: [(path: String, size: Int, time: Int)] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
            var status = stat()
            let path = folder + "/" + name
            if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { files.append((path, Int(status.st_size), status.st_mtim.tv_sec)) }
        }
        var total = files.reduce(0) { $0 + $1.size }
        for file in files.sorted(by: { $0.time < $1.time }) where total > ScriptCache.folderLimit - ScriptCache.fileLimit {
            unlink(file.path)
            total -= file.size
        }
    }
}

// MARK: Keys

extension ScriptCache {
    /// All that the compiler looks at of a module; nil when values without a syntax are among it.
    static func key(of definition: ModuleDefinition, directory: String) -> Digest? {
        var writer = TreeWriter(omitted: DefinitionBytes.unneeded)
        writer.text(directory)
        writer.text(definition.name)
        writer.text(definition.file)
        writer.count(definition.line)
        writer.write(.list(definition.attributes.map { .tuple([.atom($0.name), $0.value]) }))
        writer.write(.list(definition.inlined.map { .tuple([.atom($0.name), .integer($0.arity)]) }))
        DefinitionBytes.write(definition.functions, &writer)
        return writer.hasTerms ? nil : Digest(of: writer.bytes)
    }

    /// What types say against packed definitions.
    static func key(ofCheck packed: [UInt8]) -> Digest { Digest(of: Array("check".utf8) + packed) }
}

extension Session {
    /// The cache for a module of the script that runs, if there is one.
    func cache(of definition: ModuleDefinition) -> ScriptCache? {
        guard let cache = scriptCache, cache.script == definition.file, !definition.isReclaimable else { return nil }
        return cache
    }

    /// A digest of what is known of a module, nil when that is nothing. The library's own modules go with the executable.
    func typesDigest(_ name: String) -> ScriptCache.Digest? {
        if let types = compiler.types(of: name) {
            let isOfLibrary = image?.contains(name) == true && !compiler.isCompiledHere(name)
            return ScriptCache.Digest(of: isOfLibrary ? [] : TypesChunk.bytes(types))
        }
        if image?.contains(name) == true { return ScriptCache.Digest(of: []) }
        return chunk(TypesChunk.name, of: machine.atoms.term(name)).map(ScriptCache.Digest.init(of:))
    }
}
