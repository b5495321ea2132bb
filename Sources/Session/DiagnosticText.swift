// Draws what the compiler reports: the message, the line it is about, the mark under it, and where that is.
import Expander

enum DiagnosticText {
    /// The report as it goes to standard error. `source` is the text of its line, if it is known.
    static func render(_ report: Report, source: String?, file shownFile: String? = nil) -> String {
        let file = shownFile ?? report.file
        guard let source, report.line > 0 else {
            var place = file
            if report.line > 0 { place += ":\(report.line)" }
            return "\(report.severity.rawValue): \(report.message)\n└─ \(place)\(owner(report))\n\n"
        }
        let number = String(report.line)
        let width = max(number.count, 2) + 2
        let margin = String(repeating: " ", count: width)
        let message = indented(report.message, margin)
        var mark = String(repeating: " ", count: 0)
        let symbol = report.severity == .error ? "^" : "~"
        let characters = Array(source)
        if report.column > 0 {
            mark = String(repeating: " ", count: report.column - 1) + String(repeating: symbol, count: max(report.length, 1))
        } else {
            let lead = characters.prefix { $0 == " " || $0 == "\t" }.count
            let length = max(characters.count - lead - characters.reversed().prefix { $0 == " " || $0 == "\t" }.count, 1)
            mark = String(repeating: " ", count: lead) + String(repeating: symbol, count: length)
        }
        let padding = String(repeating: " ", count: width - 1 - number.count)
        let position = report.column > 0 ? "\(report.line):\(report.column)" : "\(report.line)"
        return """
        \(margin)\(report.severity.rawValue): \(message)
        \(margin)│
        \(padding)\(number) │ \(source)
        \(margin)│ \(mark)
        \(margin)│
        \(margin)└─ \(file):\(position)\(owner(report))


        """
    }

    private static func indented(_ text: String, _ margin: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in index == 0 || line.isEmpty ? String(line) : margin + line }.joined(separator: "\n")
    }

    private static func owner(_ report: Report) -> String {
        guard let module = report.module else { return "" }
        guard let function = report.function else { return ": \(Printing.module(module)) (module)" }
        return ": \(Printing.module(module)).\(function)"
    }
}
