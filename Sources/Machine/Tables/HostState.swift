// What a machine sees of its surroundings: an environment and a working directory of its own. The host's are read once and
// never changed (DESIGN.md 4.9).
import Glibc

final class HostState: @unchecked Sendable {
    private let lock = SpinLock()
    private var environment: [String: String]
    private var directory: String

    init(environment: [String: String], workingDirectory: String) {
        self.environment = environment
        directory = workingDirectory
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body()
    }

    /// All variables, by name.
    var variables: [(name: String, value: String)] {
        locked { environment }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func variable(_ name: String) -> String? { locked { environment[name] } }

    /// nil removes the variable.
    func setVariable(_ name: String, _ value: String?) { locked { environment[name] = value } }

    var workingDirectory: String {
        get { locked { directory } }
        set { locked { directory = newValue } }
    }

    /// The path as the host understands it, whose working directory is another.
    func absolute(_ path: [UInt8]) -> [UInt8] {
        if path.first == UInt8(ascii: "/") { return path }
        var full = Array(workingDirectory.utf8)
        if full.last != UInt8(ascii: "/") { full.append(UInt8(ascii: "/")) }
        return full + path
    }
}
