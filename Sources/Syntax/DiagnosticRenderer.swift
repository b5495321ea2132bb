// Draws diagnostics: the message, the source with marks below it, and the place. All errors and warnings of all phases
// look the way this file says.
//
//         error: undefined variable "x"
//         │
//      12 │   total + x
//         │           ^
//         │
//         └─ file.ex:12:11: Mod.fun/1

/// Draws diagnostics as text.
public struct DiagnosticRenderer {
    /// The text of a line of the file, nil where it cannot be had.
    private let sourceLine: (Int) -> String?

    public init(sourceLine: @escaping (Int) -> String? = { _ in nil }) { self.sourceLine = sourceLine }

    /// The diagnostic as text, without a newline at the end.
    public func render(_ diagnostic: Diagnostic) -> String {
        if let labels = diagnostic.labels { return renderLabels(diagnostic, labels.opening, labels.closing) }
        guard diagnostic.line > 0, let source = sourceLine(diagnostic.line) else { return renderWithoutSource(diagnostic) }
        let margin = Margin(lastLine: diagnostic.line)
        var lines = heading(diagnostic, margin)
        lines.append(margin.bar)
        let (shown, cut) = Self.withoutDeepIndentation(source)
        lines.append(margin.line(diagnostic.line, shown))
        lines.append(margin.bar + " " + mark(diagnostic, source, cut: cut))
        lines.append(margin.bar)
        lines.append(margin.blank + "└─ " + place(diagnostic))
        return lines.joined(separator: "\n")
    }

    /// The column of line numbers at the left: two digits at least, a blank on both sides.
    private struct Margin {
        let width: Int
        init(lastLine: Int) { width = max(2, String(lastLine).utf8.count) + 2 }
        var blank: String { String(repeating: " ", count: width) }
        var bar: String { blank + "│" }

        func line(_ number: Int, _ text: String) -> String {
            let digits = String(number)
            return String(repeating: " ", count: width - 1 - digits.utf8.count) + digits + " │ " + text
        }
    }

    /// Severity and message, indented as the margin says; what follows the message comes below it.
    private func heading(_ diagnostic: Diagnostic, _ margin: Margin) -> [String] {
        text(diagnostic).split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.isEmpty ? "" : margin.blank + $0
        }
    }

    private func text(_ diagnostic: Diagnostic) -> String {
        var text = "\(diagnostic.severity.rawValue): \(diagnostic.message)"
        if let details = diagnostic.details { text += "\n\n" + details }
        if let hint = diagnostic.hint { text += "\n\nhint: " + hint }
        return text
    }

    private func place(_ diagnostic: Diagnostic) -> String {
        var place = diagnostic.file
        if diagnostic.line > 0 {
            place += ":\(diagnostic.line)"
            if let column = diagnostic.column { place += ":\(column)" }
        }
        if let context = diagnostic.context { place += ": \(context)" }
        return place
    }

    /// A line that begins far to the right is shown without most of its blanks.
    /// - Returns: the line, and how many columns are missing.
    private static func withoutDeepIndentation(_ source: String) -> (shown: String, cut: Int) {
        let blanks = indentation(of: source)
        guard blanks > 26 else { return (source, 0) }
        let start = "..." + String(repeating: " ", count: 19)
        return (start + source.dropFirst(blanks), blanks - start.count)
    }

    private static func indentation(of source: String) -> Int { source.prefix { $0 == " " || $0 == "\t" }.count }

    /// The mark below the source: one sign, a span, or the whole line where the column is not known.
    private func mark(_ diagnostic: Diagnostic, _ source: String, cut: Int) -> String {
        let sign = diagnostic.severity == .error ? "^" : "~"
        guard let column = diagnostic.column else {
            let indentation = Self.indentation(of: source)
            let length = source.count - indentation
            return String(repeating: " ", count: indentation - cut) + String(repeating: sign, count: max(1, length))
        }
        let length = max(1, (diagnostic.endColumn ?? column + 1) - column)
        return String(repeating: " ", count: max(0, column - 1 - cut)) + String(repeating: sign, count: length)
    }

    /// Without the source only the place can be named, or the stack trace shown.
    private func renderWithoutSource(_ diagnostic: Diagnostic) -> String {
        if let stacktrace = diagnostic.stacktrace { return text(diagnostic) + "\n" + stacktrace }
        if diagnostic.file.isEmpty { return text(diagnostic) }
        return text(diagnostic) + "\n└─ " + place(diagnostic)
    }

    /// Something opened, and the place where its end is missing; many lines between them are left out.
    private func renderLabels(_ diagnostic: Diagnostic, _ opening: Diagnostic.Label, _ closing: Diagnostic.Label) -> String {
        let margin = Margin(lastLine: closing.line)
        var lines = heading(diagnostic, margin)
        lines.append(margin.bar)
        func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
        func labelled(_ label: Diagnostic.Label) -> String { "\(margin.bar) \(blanks(label.column - 1))└ \(label.text)" }
        lines.append(margin.line(opening.line, sourceLine(opening.line) ?? ""))
        if opening.line == closing.line {
            lines.append("\(margin.bar) \(blanks(opening.column - 1))│\(blanks(closing.column - opening.column - 1))└ \(closing.text)")
            lines.append(labelled(opening))
        } else {
            lines.append(labelled(opening))
            if closing.line - opening.line < 5 {
                for number in (opening.line + 1) ..< closing.line { lines.append(margin.line(number, sourceLine(number) ?? "")) }
            } else {
                lines.append(" ...")
            }
            lines.append(margin.line(closing.line, sourceLine(closing.line) ?? ""))
            lines.append(labelled(closing))
        }
        lines.append(margin.bar)
        lines.append("\(margin.blank)└─ \(diagnostic.file):\(closing.line):\(closing.column)")
        return lines.joined(separator: "\n")
    }
}
