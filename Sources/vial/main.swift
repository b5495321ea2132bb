// The executable: boots a machine from the image behind its own bytes and hands the command line over to the language.
import Glibc
import Session

/// `vial --build-image LIBRARY TARGET`: compiles the library and writes this executable with the image to TARGET.
func buildImage(library: String, target: String, executable: String) throws {
    let session = Session(options: try Session.optionsFromEnvironment(), image: nil)
    try session.writeImage(library: library, behind: executable, to: target)
}

let executable = "/proc/self/exe"
do {
    let arguments = CommandLine.arguments
    if arguments.count == 4, arguments[1] == "--build-image" {
        try buildImage(library: arguments[2], target: arguments[3], executable: executable)
        exit(0)
    }
    let session = Session(options: try Session.optionsFromEnvironment(), image: try BootImage(path: executable), natives: [TerminalNatives.rows])
    exit(session.run("vial_cli", "main", Array(arguments.dropFirst()), name: arguments.first ?? "vial"))
} catch {
    Session.complain("\(error)")
    exit(1)
}
