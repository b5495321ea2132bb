// Natives that Erlang's users know as functions of their modules, not as natives: for stack traces. A call of such a function
// in last position takes its caller's place, where a native's caller stays in the trace.

enum PlainFunctions {
    static let names: Set<String> = [
        "atomics.new/2", "atomics.sub/3", "atomics.sub_get/3",
        "binary.bin_to_list/1", "binary.bin_to_list/2", "binary.bin_to_list/3", "binary.decode_hex/1",
        "binary.encode_hex/1", "binary.encode_hex/2",
        "counters.add/3", "counters.info/1", "counters.new/2", "counters.sub/3",
        "erlang.atom_to_binary/1", "erlang.binary_to_atom/1", "erlang.binary_to_existing_atom/1",
        "erlang.binary_to_integer/1", "erlang.binary_to_integer/2", "erlang.check_process_code/2",
        "erlang.check_process_code/3", "erlang.convert_time_unit/3", "erlang.fun_info/1", "erlang.list_to_integer/1",
        "erlang.list_to_integer/2", "erlang.localtime_to_universaltime/1", "erlang.memory/1", "erlang.port_close/1",
        "erlang.port_command/2", "erlang.port_command/3", "erlang.port_connect/2", "erlang.port_info/1",
        "erlang.port_info/2", "erlang.process_flag/3", "erlang.processes_next/1", "erlang.send_nosuspend/2",
        "erlang.send_nosuspend/3",
        "ets.delete_all_objects/1", "ets.match_delete/2", "ets.match_spec_run/2", "ets.select_delete/2", "ets.tab2list/1",
        "lists.keysort/2", "lists.reverse/1", "lists.sort/1", "lists.ukeysort/2", "lists.usort/1",
        "maps.iterator/1", "maps.next/1", "maps.to_list/1",
        "os.find_executable/1", "os.find_executable/2", "os.perf_counter/1",
        "unicode.characters_to_binary/1", "unicode.characters_to_binary/3", "unicode.characters_to_list/1",
    ]
}
