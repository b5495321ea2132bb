# Stack traces name files as they lie from the directory in which the module was compiled, which a script can change.
folder = Path.join(System.tmp_dir!(), "frames_after_cd_#{System.pid()}")
File.mkdir_p!(Path.join(folder, "lib"))
file = Path.join(folder, "lib/late.ex")
File.write!(file, "defmodule Late do\n  def boom(x), do: raise(x)\nend\n")

shown = fn ->
  try do
    apply(Late, :boom, ["late"])
  rescue
    error in RuntimeError ->
      [{_, _, _, location} | _] = __STACKTRACE__
      {error.message, to_string(location[:file])}
  end
end

File.cd!(folder)
Code.compile_file("lib/late.ex")
IO.inspect(shown.())
Code.compiler_options(ignore_module_conflict: true)
File.cd!("lib")
Code.compile_file("late.ex")
IO.inspect(shown.())
File.cd!("/")
Code.compile_file(file)
{message, path} = shown.()
IO.inspect({message, "/" <> path == file})
IO.inspect(Late.module_info(:compile)[:source] |> to_string() == file)
File.rm_rf!(folder)
