// Why a program cannot be expanded: one case a reason, its sentence beside it. How a report is drawn is the renderer's.
import Syntax

/// An expansion that stopped.
public struct ExpandError: Error {
    public var reason: ExpandReason
    public var file: String
    public var meta: Meta
    public var line: Int
    /// The function it is in.
    public var function: FunctionKey?

    /// The number of columns to be marked; 0 when only the position is known.
    public var markLength: Int { reason.markLength }
}

/// What is wrong, with what the sentence needs.
public enum ExpandReason {
    // Variables
    case undefinedVariable(String, String?)
    case unboundUnderscore, pinOutsideMatch(String), invalidPin(String), undefinedPin(String)
    case invalidInContext(String, String), callerNotAllowed, stacktraceNotAllowed
    case callInMatch(String), blockInMatch(String)
    // Calls
    case invalidQuoted(String), invalidCall(String), nestedTooDeeply
    case undefinedFunction(FunctionKey), undefinedLocal(FunctionKey, String)
    case localInMatch(FunctionKey, String), localInGuard(FunctionKey, String)
    case remoteInMatch(String), remoteInGuard(String), fieldCallInGuard(String), appendInMatch(String)
    case ambiguousImport(FunctionKey, [String]), importConflict(String, FunctionKey), macroBeforeDefinition(FunctionKey)
    case superOutsideModule, superOutsideFunction, superWrongArity, noSuper(FunctionKey, String, [FunctionKey])
    case notRequired(String, FunctionKey)
    // Operators out of place
    case unhandledArrow, unhandledTypeOperator, unhandledConsOperator
    // Clauses
    case badClauses(String), badClausesOf(String, String), missingOption(String, String), unexpectedOption(String, String)
    case duplicatedClauses(String, String), wrongClauseArity(String, String, Int), wrongClauseArityRange(String, String)
    case clausesWithDifferentArities(String), tryWithoutClauses, defaultsInFn, multipleAfterClauses, underscoreInCond, invalidRescueClause(String)
    // Comprehensions
    case forWithoutGenerator, reduceWithOthers, reduceWithoutClauses, reduceClauseArity, clausesWithoutReduce, uniqNoBoolean(String)
    // Bitstrings
    case matchInSegment(String), conflictingSegment(String, String, String), unknownSegmentOption(String), badUnit(String), sizeOnUnicode
    case sizeOnLiteral, signOnOtherType, unitWithoutSize, badFloatSize(Int), unsizedInTheMiddle
    // Maps and structs
    case updateInContext(String, isGuard: Bool), notKeyValue(String), variableAsKey(String), structWithoutMap(String), invalidStructName(String)
    case invalidStructNameInMatch(String), structKeyNoAtom(String), unknownStructKey(String, String)
    case structNotDefinedYet(String), undefinedStruct(String), duplicateKey(String)
    // Lexical directives
    case expectedAlias(String, String), unsupportedOption(String, String), aliasNotInferred(String), invalidAs(String), nestedAs(String)
    case asWithMultiAlias, moduleNotFound(String), moduleDefinedInContext(String), moduleBeingDefined(String), importBothOptions
    case invalidImportOption(String, String), invalidAliasHead(String), optionsNoKeyword(String, String)
    case specialFormImport(FunctionKey), noMacros(String)
    // Quotes and captures
    case unquoteOutsideQuote(String), invalidQuoteArguments, invalidBindQuoted(String), missingDoInQuote
    case captureArgumentOutside(Int), captureArgumentSkipped(Int, Int), invalidCapture(String), nestedCapture(String), blockInCapture(String)
    case captureIndexTooSmall(Int)
    // Definitions
    case invalidDefinition(String, String), missingDoInDefinition(String), definedByLanguage(String, FunctionKey, String)
    case alreadyDefinedAs(String, FunctionKey, String, String, Int), defaultsConflict(String, FunctionKey, String, FunctionKey), defaultsOver(String, FunctionKey, FunctionKey)
    case defaultsTwice(String, FunctionKey, Int), bodilessWithoutImplementation(String, FunctionKey), outsideModule(String)
    case invalidModuleName(String), specialFormDefinition(FunctionKey)
    case onlyVariablesInHead, guardsInHead

    /// Errors about the file as a whole: they carry no function.
    public var isFileError: Bool {
        switch self {
        case .invalidInContext, .updateInContext, .duplicateKey, .definedByLanguage, .alreadyDefinedAs, .defaultsTwice, .invalidQuoted: true
        default: false
        }
    }

    /// The number of columns to be marked; 0 when only the position is known.
    var markLength: Int {
        switch self {
        case .undefinedVariable(let name, _): name.count
        case .undefinedLocal(let key, _): key.name.count
        default: 0
        }
    }

    static let guardHelp = "To learn more about guards, visit: https://hexdocs.pm/elixir/patterns-and-guards.html#guards"

    /// The reason in words.
    public var sentence: String {
        switch self {
        case .undefinedVariable(let name, let context): "undefined variable \"\(name)\"" + (context.map { " (context \($0))" } ?? "")
        case .unboundUnderscore:
            "invalid use of _. _ can only be used inside patterns to ignore values and cannot be used in expressions. Make sure you are inside a pattern or change it accordingly"
        case .pinOutsideMatch(let text):
            "misplaced operator \(text)\n\nThe pin operator ^ is supported only inside matches or inside custom macros. Make sure you are inside a match or all necessary macros have been required"
        case .invalidPin(let text):
            "invalid argument for unary operator ^, expected an existing variable, got: ^\(text)"
        case .undefinedPin(let name):
            "undefined variable ^\(name). No variable \"\(name)\" has been defined before the current pattern"
        case .invalidInContext(let form, "match"): "invalid pattern in match, \(form) is not allowed in matches"
        case .invalidInContext(let form, _): "invalid expression in guards, \(form) is not allowed in guards. \(Self.guardHelp)"
        case .callerNotAllowed: "__CALLER__ is available only inside defmacro and defmacrop"
        case .stacktraceNotAllowed: "__STACKTRACE__ is available only inside catch and rescue clauses of try expressions"
        case .callInMatch(let text): "invalid pattern in match, \(text)"
        case .blockInMatch(let text): "invalid pattern in match, a block is not allowed in matches, got:\n\n\(text)"

        case .invalidQuoted(let text):
            "invalid quoted expression: \(text)\n\nPlease make sure your quoted expressions are made of valid AST nodes. If you would like to introduce a value into the AST, such as a four-element tuple or a map, make sure to call Macro.escape/1 before"
        case .invalidCall(let text): "invalid call \(text)"
        case .nestedTooDeeply: "the expression is nested too deeply"
        case .undefinedFunction(let key): "undefined function \(key) (there is no such import)"
        case .undefinedLocal(let key, let module):
            "undefined function \(key) (expected \(module) to define such a function or for it to be imported, but none are available)"
        case .localInMatch(let key, let call): "cannot find or invoke local \(key) inside a match. Only macros can be invoked inside a match and they must be defined before their invocation. Called as: \(call)"
        case .localInGuard(let key, let call): "cannot find or invoke local \(key) inside a guard. Only macros can be invoked inside a guard and they must be defined before their invocation. Called as: \(call)"
        case .remoteInMatch(let call): "cannot invoke remote function \(call) inside a match"
        case .remoteInGuard(let call): "cannot invoke remote function \(call) inside a guard"
        case .fieldCallInGuard(let call):
            "cannot invoke remote function inside a guard. If you want to do a map lookup instead, please remove parens from \(call)"
        case .appendInMatch(let text): "invalid argument for ++ operator inside a match, expected a literal proper list, got: \(text)"
        case .ambiguousImport(let key, let modules):
            "conflicting \(key) import from modules \(modules.joined(separator: " and "))"
        case .importConflict(let module, let key): "imported \(module).\(key) conflicts with local function"
        case .macroBeforeDefinition(let key): "cannot invoke macro \(key) before its definition"
        case .superOutsideModule: "cannot invoke super outside module"
        case .superOutsideFunction: "cannot invoke super outside function"
        case .superWrongArity: "super must be called with the same number of arguments as the current definition"
        case .noSuper(let key, let module, let others):
            "no super defined for \(key) in module \(module). Overridable functions available are: \(others.map(\.description).joined(separator: ", "))"
        case .notRequired(let module, let key):
            "you must require \(module) before invoking the macro \(module).\(key)"

        case .unhandledArrow:
            "misplaced operator ->\n\nThis typically means invalid syntax or a macro is not available in scope"
        case .unhandledTypeOperator:
            "misplaced operator ::/2\n\nThe :: operator is typically used in bitstrings to specify types and sizes of segments:\n\n    <<size::32-integer, letter::utf8, rest::binary>>\n\nIt is also used in typespecs, such as @type and @spec, to describe inputs and outputs"
        case .unhandledConsOperator:
            "misplaced operator |/2\n\nThe | operator is typically used between brackets to mark the tail of a list:\n\n    [head | tail]\n    [head, middle, ... | tail]\n\nIt is also used to update maps and structs, via the %{map | key: value} notation, and in typespecs, such as @type and @spec, to express the union of two types"

        case .badClauses(let form): "expected clauses to be defined with -> inside: '\(form)'"
        case .badClausesOf(let form, let key): "invalid \"\(key)\" block in \"\(form)\", it expects \"pattern -> expr\" clauses"
        case .missingOption(let form, let key):
            key == "do or after" ? "missing :do or :after option in \"\(form)\"" : "missing :\(key) option in \"\(form)\""
        case .unexpectedOption(let form, let key): "unexpected option \(Printing.atom(key)) in \"\(form)\""
        case .duplicatedClauses(let form, let key): "duplicate \"\(key)\" clauses given for \"\(form)\""
        case .wrongClauseArity(let form, let key, _): "expected one argument for \"\(key)\" clauses (->) in \"\(form)\""
        case .wrongClauseArityRange(let form, let key): "expected one or two args for \"\(key)\" clauses (->) in \"\(form)\""
        case .clausesWithDifferentArities: "cannot mix clauses with different arities in anonymous functions"
        case .tryWithoutClauses: "missing :catch/:rescue/:after option in \"try\""
        case .defaultsInFn: "anonymous functions cannot have optional arguments"
        case .multipleAfterClauses: "expected a single -> clause for :after in \"receive\""
        case .underscoreInCond:
            "invalid use of _ inside \"cond\". If you want the last clause to always match, you probably meant to use: true ->"
        case .invalidRescueClause(let text):
            "invalid \"rescue\" clause. The clause should match on an alias, a variable or be in the \"var in [alias]\" format. Got: \(text)"

        case .forWithoutGenerator: "for comprehensions must start with a generator"
        case .reduceWithOthers: "cannot use :reduce alongside :into/:uniq in comprehension"
        case .reduceWithoutClauses, .reduceClauseArity:
            "when using :reduce with comprehensions, the do block must be written using acc -> expr clauses, where each clause expects the accumulator as a single argument"
        case .clausesWithoutReduce: "the do block was written using acc -> expr clauses but the :reduce option was not given"
        case .uniqNoBoolean(let text): ":uniq option for comprehensions only accepts a boolean, got: \(text)"

        case .matchInSegment(let text): "a bitstring only accepts binaries, numbers, and variables inside a match, got: \(text)"
        case .conflictingSegment(let what, let new, let old):
            "conflicting \(what) specification for bit field: \"\(new)\" and \"\(old)\""
        case .unknownSegmentOption(let text): "unknown bitstring specifier: \(text)"
        case .badUnit(let text): "unit in bitstring expects an integer as argument, got: \(text)"
        case .sizeOnUnicode: "size and unit are not supported on utf types"
        case .sizeOnLiteral:
            "literal string in bitstring supports only endianness and type specifiers, which must be one of: little, big, native, utf8, utf16, utf32, bits, bytes, binary or bitstring"
        case .signOnOtherType: "signed and unsigned specifiers are supported only on integer and float types"
        case .unitWithoutSize: "integer and float types require a size specifier if the unit specifier is given"
        case .badFloatSize(let size): "float requires size*unit to be 16, 32, or 64 (default), got: \(size)"
        case .unsizedInTheMiddle:
            "a binary field without size is only allowed at the end of a binary pattern, at the right side of binary concatenation and never allowed in binary generators. The following examples are invalid:\n\n    rest <> \"foo\"\n    <<rest::binary, \"foo\">>\n\nThey are invalid because there is a bits/bitstring component not at the end. However, the \"reverse\" would work:\n\n    \"foo\" <> rest\n    <<\"foo\", rest::binary>>\n\n"

        case .updateInContext(let text, let isGuard): "cannot use map/struct update syntax in \(isGuard ? "guard" : "match"), got: \(text)"
        case .notKeyValue(let text): "expected key-value pairs in a map, got: \(text)"
        case .variableAsKey(let name):
            "cannot use variable \(name) as map key inside a pattern. Map keys in patterns can only be literals (such as atoms, strings, tuples, and the like) or an existing variable matched with the pin operator (such as ^some_var)"
        case .structWithoutMap(let text): "expected struct to be followed by a map, got: \(text)"
        case .invalidStructName(let text): "expected struct name to be a compile time atom or alias, got: \(text)"
        case .invalidStructNameInMatch(let text): "expected struct name in a match to be a compile time atom, alias or a variable, got: \(text)"
        case .structKeyNoAtom(let text): "invalid key \(text) for struct, struct keys must be atoms, got: "
        case .unknownStructKey(let key, let module): "unknown key \(Printing.atom(key)) for struct \(module)"
        case .structNotDefinedYet(let module):
            "cannot access struct \(module), the struct was not yet defined or the struct is being accessed in the same context that defines it"
        case .undefinedStruct(let module):
            "\(module).__struct__/1 is undefined, cannot expand struct \(module). Make sure the struct name is correct. If the struct name exists and is correct but it still cannot be found, you likely have cyclic module usage in your code"
        case .duplicateKey(let key): "key \(key) will be overridden in map"

        case .expectedAlias(let form, let text): "invalid argument for \(form), expected a compile time atom or alias, got: \(text)"
        case .unsupportedOption(let form, let key): "unsupported option \(Printing.atom(key)) given to \(form)"
        case .aliasNotInferred(let module):
            "alias cannot be inferred automatically for module: \(module), please use the :as option. Implicit aliasing is only supported with Elixir modules"
        case .invalidAs(let text): "invalid value for option :as, expected an alias, got: \(text)"
        case .nestedAs(let text): "invalid value for option :as, expected a simple alias, got nested alias: \(text)"
        case .asWithMultiAlias: ":as option is not supported by multi-alias call"
        case .moduleNotFound(let module): "module \(module) is not loaded and could not be found"
        case .moduleBeingDefined(let module):
            "you are trying to use/import/require the module \(module) which is currently being defined.\n\nThis may happen if you accidentally override the module you want to use. For example:\n\n    defmodule MyApp do\n      defmodule Supervisor do\n        use Supervisor\n      end\n    end\n\nIn the example above, the new Supervisor conflicts with Elixir's Supervisor. This may be fixed by using the fully qualified name in the definition:\n\n    defmodule MyApp.Supervisor do\n      use Supervisor\n    end\n"
        case .moduleDefinedInContext(let module):
            "module \(module) is not loaded but was defined. This happens when you depend on a module in the same context in which it is defined. For example:\n\n    defmodule MyApp do\n      defmodule Mod do\n      end\n\n      use Mod\n    end\n\nTry defining the module outside the context that uses it:\n\n    defmodule MyApp.Mod do\n    end\n\n    defmodule MyApp do\n      use MyApp.Mod\n    end\n\nIf the module is defined at the top-level and you are trying to use it at the top-level, this is not supported by Elixir"
        case .importBothOptions:
            ":only and :except can only be given together to import when :only is :functions, :macros, or :sigils"
        case .invalidImportOption("only", let text):
            "invalid :only option for import, expected value to be an atom :functions, :macros, :sigils, or a literal keyword list of function names with arity as values, got: \(text)"
        case .invalidImportOption(let option, let text):
            "invalid :\(option) option for import, expected value to be a literal keyword list of function names with arity as values, got: \(text)"
        case .invalidAliasHead(let text):
            "invalid alias: \"\(text)\". If you wanted to define an alias, an alias must expand to an atom at compile time but it did not, you may use Module.concat/2 to build it at runtime. If instead you wanted to invoke a function or access a field, wrap the function or field name in double quotes"
        case .optionsNoKeyword(let form, let text): "invalid options for \(form), expected a keyword list, got: \(text)"
        case .specialFormImport(let key): "cannot import \(key) because it conflicts with Elixir special forms"
        case .noMacros(let module): "could not load macros from module \(module)"

        case .unquoteOutsideQuote(let name): "\(name) called outside quote"
        case .invalidQuoteArguments, .missingDoInQuote: "invalid arguments for \"quote\""
        case .invalidBindQuoted(let text): "invalid :bind_quoted for quote, expected a keyword list of variable names, got: \(text)"
        case .captureArgumentOutside(let index): "capture argument &\(index) must be used within the capture operator &"
        case .captureArgumentSkipped(let index, let missing):
            "capture argument &\(index) cannot be defined without &\(missing) (you cannot skip arguments, all arguments must be numbered)"
        case .captureIndexTooSmall(let index): "capture argument &\(index) must be numbered between 1 and 255"
        case .invalidCapture(let text):
            "invalid args for &, expected one of:\n\n  * &Mod.fun/arity to capture a remote function, such as &Enum.map/2\n  * &fun/arity to capture a local or imported function, such as &is_atom/1\n  * &some_code(&1, ...) containing at least one argument as &1, such as &List.flatten(&1)\n\nGot: \(text)"
        case .nestedCapture(let text):
            "nested captures are not allowed. You cannot define a function using the capture operator & inside another function defined via &. Got invalid nested capture: \(text)"
        case .blockInCapture(let text): "block expressions are not allowed inside the capture operator &, got: \(text)"

        case .invalidDefinition(let kind, let text): "invalid syntax in \(kind) \(text)"
        case .missingDoInDefinition(let kind): "missing :do option in \"\(kind)\""
        case .guardsInHead:
            "guards are not allowed in function head, only variables and default arguments (using \\\\)\n\nIf you did not intend to define a function head, make sure your function definition has the proper syntax by wrapping the arguments in parentheses and using the do keyword accordingly:\n\n    def add(a, b), do: a + b\n\n    def add(a, b) do\n      a + b\n    end\n"
        case .onlyVariablesInHead:
            "patterns are not allowed in function head, only variables and default arguments (using \\\\)\n\nIf you did not intend to define a function head, make sure your function definition has the proper syntax by wrapping the arguments in parentheses and using the do keyword accordingly:\n\n    def add(a, b), do: a + b\n\n    def add(a, b) do\n      a + b\n    end\n"
        case .definedByLanguage(let kind, let key, let by): "cannot define \(kind) \(key) as it is automatically defined by \(by)"
        case .alreadyDefinedAs(let kind, let key, let old, let file, let line): "\(kind) \(key) already defined as \(old) in \(file):\(line)"
        case .defaultsOver(let kind, let key, let other): "\(kind) \(key) defaults conflicts with \(other)"
        case .defaultsConflict(let kind, let key, _, let other): "\(kind) \(key) conflicts with defaults from \(other)"
        case .defaultsTwice(let kind, let key, let line):
            "\(kind) \(key) defines defaults multiple times. Elixir allows defaults to be declared once per definition. Instead of:\n\n    def foo(:first_clause, b \\\\ :default) do ... end\n    def foo(:second_clause, b \\\\ :default) do ... end\n\none should write:\n\n    def foo(a, b \\\\ :default)\n    def foo(:first_clause, b) do ... end\n    def foo(:second_clause, b) do ... end\n\nthe previous clause is defined on line \(line)\n"
        case .bodilessWithoutImplementation(let kind, let key): "implementation not provided for predefined \(kind) \(key)"
        case .outsideModule(let kind): "cannot invoke \(kind) outside module"
        case .invalidModuleName(let text): "invalid module name: \(text)"
        case .specialFormDefinition(let key): "cannot define \(key) because it is a special form"
        }
    }
}

/// What is worth a word but stops nothing.
public enum ExpandWarning {
    /// `try` with nothing but `else`.
    case elseAlone
    case unusedVariable(String, overrides: Bool, isNested: Bool), underscoredVariable(String), variableAsCall(String)
    case uselessLiteral(String), uselessVariable(String), uselessAttribute(String)
    case elseNeverMatches, duplicateKey(String), structKeyIgnored, underscoredTwice(String), unpinnedInSize(String)
    case processInFunction(String, FunctionKey), deprecated(String, String)
    case ungroupedClauses(String, FunctionKey, String, Int), mixedDefaultsAndClauses(String, FunctionKey, Int), lateHead(String, FunctionKey), catchBeforeRescue(String)
    case unusedImport(String), unusedImportFunction(String, FunctionKey), unusedAlias(String), unusedRequire(String, aliasIsUsed: Bool?)
    case unusedPrivate(String, FunctionKey), unusedDefaults(FunctionKey), unusedSomeDefaults(FunctionKey, Int)
    case undefinedImport(String, FunctionKey), specifierAsCall(String), redefiningModule(String, String)

    public var markLength: Int {
        switch self {
        case .unusedVariable(let name, _, isNested: false): name.count
        default: 0
        }
    }

    public var sentence: String {
        switch self {
        case .unusedVariable(let name, overrides: false, _):
            "variable \"\(name)\" is unused (if the variable is not meant to be used, prefix it with an underscore)"
        case .unusedVariable(let name, overrides: true, _):
            "variable \"\(name)\" is unused (there is a variable with the same name in the context, use the pin operator (^) to match on it or prefix this variable with underscore if it is not meant to be used)"
        case .underscoredVariable(let name):
            "the underscored variable \"\(name)\" is used after being set. A leading underscore indicates that the value of the variable should be ignored. If this is intended please rename the variable to remove the underscore"
        case .variableAsCall(let name):
            "variable \"\(name)\" does not exist and is being expanded to \"\(name)()\", please use parentheses to remove the ambiguity or change the variable name"
        case .uselessLiteral(let text):
            "code block contains unused literal \(text) (remove the literal or assign it to _ to avoid warnings)"
        case .uselessVariable(let name):
            "variable \(name) in code block has no effect as it is never returned (remove the variable or assign it to _ to avoid warnings)"
        case .uselessAttribute(let name):
            "module attribute @\(name) in code block has no effect as it is never returned (remove the attribute or assign it to _ to avoid warnings)"
        case .underscoredTwice(let name):
            "the underscored variable \"\(name)\" appears more than once in a match. This means the pattern will only match if all \"\(name)\" bind to the same value. If this is the intended behaviour, please remove the leading underscore from the variable name, otherwise give the variables different names"
        case .processInFunction(let value, let key): "cannot compile PID \(value) inside quoted expression for function \(key)"
        case .deprecated(let call, let text): "\(call) is deprecated. \(text)"
        case .unpinnedInSize(let name):
            "the variable \"\(name)\" is accessed inside size(...) of a bitstring but it was defined outside of the match. You must precede it with the pin operator"
        case .elseNeverMatches:
            "\"else\" clauses will never match because all patterns in \"with\" will always match"
        case .duplicateKey(let key): "key \(key) will be overridden in map"
        case .structKeyIgnored: "key :__struct__ is ignored when using structs"
        case .ungroupedClauses(let kind, let key, let file, let line):
            "clauses with the same name and arity (number of arguments) should be grouped together, \"\(kind) \(key)\" was previously defined (\(file):\(line))"
        case .mixedDefaultsAndClauses(let kind, let key, let line):
            "\(kind) \(key) has multiple clauses and also declares default values. In such cases, the default values should be defined in a header. Instead of:\n\n    def foo(:first_clause, b \\\\ :default) do ... end\n    def foo(:second_clause, b) do ... end\n\none should write:\n\n    def foo(a, b \\\\ :default)\n    def foo(:first_clause, b) do ... end\n    def foo(:second_clause, b) do ... end\n\nthe previous clause is defined on line \(line)\n"
        case .elseAlone: "\"else\" shouldn't be used as the only clause in \"try\", use \"case\" instead"
        case .catchBeforeRescue(let form): "\"catch\" should always come after \"rescue\" in \(form)"
        case .lateHead(let kind, let key):
            "function head for \(kind) \(key) must come at the top of its direct implementation. Instead of:\n\n    def add(a, b), do: a + b\n    def add(a, b)\n\none should write:\n\n    def add(a, b)\n    def add(a, b), do: a + b\n"
        case .unusedImport(let module): "unused import \(module)"
        case .unusedImportFunction(let module, let key): "unused import \(module).\(key)"
        case .unusedAlias(let alias): "unused alias \(alias)"
        case .unusedRequire(let module, nil): "unused require \(module)"
        case .unusedRequire(let module, .some(true)): "unused require \(module) (convert it to an alias instead)"
        case .unusedRequire(let module, .some(false)): "unused require \(module) (the alias is also unused)"
        case .unusedPrivate(let kind, let key): "\(kind) \(key) is unused"
        case .unusedDefaults(let key): "default values for the optional arguments in the private function \(key) are never used"
        case .unusedSomeDefaults(let key, let count):
            count == 1 ? "the default value for the last optional argument in the private function \(key) is never used"
                : "the default values for the last \(count) optional arguments in the private function \(key) are never used"
        case .undefinedImport(let module, let key): "cannot import \(module).\(key) because it is undefined or private"
        case .specifierAsCall(let name):
            "bitstring specifier \"\(name)\" does not exist and is being expanded to \"\(name)()\", please use parentheses to remove the ambiguity.\nYou may run \"mix format --migrate\" to fix this warning automatically."
        case .redefiningModule(let module, let place): "redefining module \(module) (current version \(place))"
        }
    }
}
