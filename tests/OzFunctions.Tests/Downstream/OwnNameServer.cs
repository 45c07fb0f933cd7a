using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Downstream;

/// <summary>A name server that single processes ask instead of the system's. The system's own resolver asks it.</summary>
internal sealed class OwnNameServer : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private OwnNameServer(NameServer names, string options)
    {
        Names = names;
        var file = _directory.File("resolv.conf");
        File.WriteAllText(file, $"nameserver {names.Address}\n{options}\n");
        Program = ["unshare", "--mount", "sh", "-c", $"mount --bind {file} /etc/resolv.conf && exec \"$0\" \"$@\""];
    }

    public NameServer Names { get; }

    /// <summary>What starts a process that asks it, and then becomes that process.</summary>
    public string[] Program { get; }

    /// <summary>Starts one; null where this is not possible: only root on Linux can give a process a name server of its own.</summary>
    /// <param name="options">Further lines of resolv.conf.</param>
    public static OwnNameServer? TryStart(string options = "") =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/etc/resolv.conf") && NameServer.TryStart() is { } names
            ? new OwnNameServer(names, options)
            : null;

    public void Dispose()
    {
        Names.Dispose();
        _directory.Dispose();
    }
}
