using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Downstream;

/// <summary>A name server for single processes, in place of the system's. It is queried by the system's resolver.</summary>
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

    /// <summary>The program that starts a process with this name server and replaces itself with it.</summary>
    public string[] Program { get; }

    /// <summary>Starts a server; returns null if this is not possible, because only root on Linux can give a process its own name server.</summary>
    /// <param name="options">Additional lines for resolv.conf.</param>
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
