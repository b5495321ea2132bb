// What the compiler reports as the text that goes to standard error. How it is drawn is DiagnosticRenderer's.
import Expander
import Syntax

enum DiagnosticText {
    /// The report as it goes to standard error. `source` is the text of its line, if it is known; `file` its file as shown.
    static func render(_ report: Report, source: String?, file: String? = nil) -> String {
        var diagnostic = Diagnostic(report.severity == .error ? .error : .warning, report.message, file: file ?? report.file, line: report.line)
        if report.column > 0 {
            diagnostic.column = report.column
            if report.length > 0 { diagnostic.endColumn = report.column + report.length }
        }
        if let module = report.module {
            diagnostic.context = Printing.module(module) + (report.function.map { ".\($0)" } ?? " (module)")
        }
        if report.isOfFile { diagnostic.context = "(file)" }
        return DiagnosticRenderer { $0 == report.line ? source : nil }.render(diagnostic) + "\n\n"
    }
}
