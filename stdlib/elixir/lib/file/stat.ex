# What the host knows about a file, as a struct.

defmodule File.Stat do
  @moduledoc """
  What the host knows about a file; `File.stat/2` returns it.

    * `size` - bytes
    * `type` - `:device`, `:directory`, `:regular`, `:other`, or `:symlink`
    * `access` - what the calling program may do: `:read`, `:write`, `:read_write` or `:none`
    * `atime`, `mtime`, `ctime` - when it was accessed, when what is in it was changed, and when what is known about it was
    * `mode` - who may do what, a number of bits
    * `links` - how many names it has
    * `major_device`, `minor_device`, `inode` - where it is
    * `uid`, `gid` - its owner and its group
  """

  # The order is that of Erlang's record `file_info`.
  @fields [
    :size,
    :type,
    :access,
    :atime,
    :mtime,
    :ctime,
    :mode,
    :links,
    :major_device,
    :minor_device,
    :inode,
    :uid,
    :gid
  ]

  defstruct @fields

  @type t :: %__MODULE__{
          size: non_neg_integer,
          type: :device | :directory | :regular | :other | :symlink,
          access: :read | :write | :read_write | :none,
          atime: :calendar.datetime() | integer,
          mtime: :calendar.datetime() | integer,
          ctime: :calendar.datetime() | integer,
          mode: non_neg_integer,
          links: non_neg_integer,
          major_device: non_neg_integer,
          minor_device: non_neg_integer,
          inode: non_neg_integer,
          uid: non_neg_integer,
          gid: non_neg_integer
        }

  @doc """
  Converts to Erlang's record `file_info`.

      iex> File.Stat.to_record(%File.Stat{size: 3}) |> elem(1)
      3

  """
  @spec to_record(t) :: :file.file_info()
  def to_record(%File.Stat{} = stat) do
    List.to_tuple([:file_info | Enum.map(@fields, &Map.fetch!(stat, &1))])
  end

  @doc """
  Converts from Erlang's record `file_info`.
  """
  @spec from_record(:file.file_info()) :: t
  def from_record(record) when is_tuple(record) and elem(record, 0) == :file_info do
    [:file_info | values] = Tuple.to_list(record)
    struct!(File.Stat, Enum.zip(@fields, values))
  end
end
