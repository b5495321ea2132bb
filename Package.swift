// swift-tools-version: 6.0
import PackageDescription

/// Flags for the targets whose inner loops must carry no run-time bookkeeping (DESIGN.md, "Measured facts"). The instruction
/// loop's dispatch is copied behind every instruction, so that each has branch predictions of its own: LLVM does so for a
/// computed goto unasked, for a switch only up to these numbers of cases (fib takes 0.65 of the time, tak 0.55).
let machineSettings: [SwiftSetting] = [
    .unsafeFlags(["-enforce-exclusivity=unchecked", "-Xllvm", "-tail-dup-pred-size=4000", "-Xllvm", "-tail-dup-succ-size=4000"], .when(configuration: .release)),
    .swiftLanguageMode(.v5),
]
let plain: [SwiftSetting] = [.swiftLanguageMode(.v5)]

let package = Package(
    name: "vial",
    targets: [
        .target(name: "Syntax", swiftSettings: plain),
        .target(name: "Expander", dependencies: ["Syntax"], swiftSettings: plain),
        .target(name: "Types", dependencies: ["Syntax", "Expander"], swiftSettings: plain),
        .target(name: "Bytecode", swiftSettings: plain),
        .target(name: "Compiler", dependencies: ["Syntax", "Expander", "Bytecode"], swiftSettings: plain),
        .systemLibrary(name: "CHost", path: "Sources/CHost"),
        .systemLibrary(name: "CEdit", path: "Sources/CEdit"),
        .target(name: "Limbs", dependencies: ["CHost"], swiftSettings: machineSettings),
        .target(name: "Machine", dependencies: ["Bytecode", "Limbs", "CHost"], swiftSettings: machineSettings),
        .target(name: "Session", dependencies: ["Syntax", "Expander", "Types", "Bytecode", "Compiler", "Machine"], swiftSettings: plain),
        .testTarget(name: "ExpanderTests", dependencies: ["Expander", "Syntax"], swiftSettings: plain),
        .testTarget(name: "TypesTests", dependencies: ["Types"], swiftSettings: plain),
        .testTarget(name: "SyntaxTests", dependencies: ["Syntax"], exclude: ["Fixtures"], swiftSettings: plain),
        .testTarget(name: "MachineTests", dependencies: ["Machine", "Bytecode", "Limbs"], exclude: ["Fixtures"], swiftSettings: plain),
        .testTarget(name: "CompilerTests", dependencies: ["Compiler", "Expander", "Bytecode", "Syntax"], exclude: ["Fixtures"], swiftSettings: plain),
        .executableTarget(name: "vial", dependencies: ["Session", "Machine", "Bytecode", "CEdit"], swiftSettings: plain),
    ]
)
