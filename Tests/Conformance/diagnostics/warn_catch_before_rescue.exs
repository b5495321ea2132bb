defmodule A do
  def a do
    1
  catch
    _ -> 1
  rescue
    _ -> 2
  end
  def b do
    try do
      1
    after
      2
    rescue
      _ -> 3
    end
  end
  def c do
    try do
      1
    else
      2 -> 3
    rescue
      _ -> 3
    end
  end
  defp d do
    1
  after
    2
  catch
    _ -> 1
  end
  defmacro e do
    d()
  else
    1 -> 1
  catch
    _ -> 1
  end
end
defmodule B do
  def f do
    try do
      1
    catch
      _ -> 1
    rescue
      _ -> 2
    end
  end
  defp g, do: 1, catch: (_ -> 1), rescue: (_ -> 2)
  def h, do: g()
end
