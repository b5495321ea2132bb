// The atoms whose indices are fixed: those that the machine, its natives and the compiler name. The machine's atom table
// starts with them in this order; all other atoms get indices at run time.

/// An atom with a fixed index. `false` and `true` differ in one bit only, and `nil` follows them.
public enum KnownAtom: UInt32, CaseIterable, Sendable {
    case `false` = 0, `true`, `nil`, ok, error, undefined, normal, exit, `throw`, badarg, badarith, badmatch, badkey, badmap, badfun
    case badarity, undef, noproc, kill, killed, infinity, timeout, function_clause, case_clause, cond_clause, with_clause
    case try_clause, badbool, and, or, not, system_limit, timeout_value, noconnection, nocatch, badrecord, if_clause
    case receive, after, `do`, `else`, rescue, `catch`, erlang, lists, maps, binary, ets, module, function, line, file, error_info
    case cause, general, process, port, time_offset, alias, reply, `DOWN`, `EXIT`, monitor, link, links, monitors, monitored_by
    case messages, message_queue_len, message_queue_data, dictionary, group_leader, registered_name, status, running, runnable, waiting
    case suspended, garbage_collecting, exiting, trap_exit, priority, low, high, max, heap_size, total_heap_size, stack_size, memory
    case reductions, current_function, current_stacktrace, initial_call, current_location, garbage_collection, min_heap_size
    case max_heap_size, off_heap, on_heap, size, include_shared_binaries, error_logger, fullsweep_after, label, parent, backtrace
    case binaryInfo, flush, info, monitor_node, unit, second, millisecond, microsecond, nanosecond, native, utf8, utf16, utf32
    case big, little, latin1, unicode, all, `self`, equal, less, greater, `in`, out, send, start, stop, noexists, write, read
    case set, ordered_set, bag, duplicate_bag, named_table, `public`, protected, `private`, keypos, heir, none
    case read_concurrency, write_concurrency, decentralized_counters, compressed, trim, trim_all, global, scope, atom, integer, float
    case list, tuple, map, pid, reference, fun, local, external, type, env, arity, name, new_index, new_uniq, index, uniq, unique
    case nodedown, short, compact, decimals, scientific, positive, monotonic, deterministic, super_carrier, elixir, exception
    case __struct__, __exception__, message, term, key, value, from, to, nomatch, match, tag, reason, domain, denied, budget
    case nonode
    case error_handler, minor_gcs, min_bin_vheap_size, log, logger, spawn_reply, major, minor, inherit, async, explicit_unalias, demonitor, reply_demonitor
    case nosuspend, noconnect, sync, abs, aborted, yes, apply, requester, garbage_collect, allow_gc, suspending, strict_monotonic, perf_counter, reply_tag, no, error_only, success_only, badopt
    case unless_suspending, check_process_code, away, cancel_timer, read_timer, ignored
    case invalid, no_float, format_bs_fail, erl_erts_errors, erl_stdlib_errors, erl_kernel_errors
    case minor_version, safe, used, id, access, already_exists, table_type, position, not_an_integer, protection, auto
    case bm, ac, uppercase, lowercase, atomics, signed, min
    case const, andalso, orelse, is_record, badutf, bof, cur, eof, hmac, match_limit, match_limit_recursion
    case need_dictionary, data_error, stream_error, not_initialized, already_initialized, not_on_controlling_process, finished, `continue`, refc
    case exit_status, use_stdio, nouse_stdio, stderr_to_stdout, hide, overlapped_io, stream, packet, cd, args, arg0
    case hibernate, asynchronous, parallelism, busy_limits_port, busy_limits_msgq, spawn, spawn_executable, connected, input, output, os_pid
    case queue_size, locking, noeol, eol, data, close, closed, command, connect

    /// The atom's text.
    public var text: String {
        switch self {
        case .nonode: "nonode@nohost"
        case .binaryInfo: "binary_info"
        default: String(describing: self)
        }
    }
}
