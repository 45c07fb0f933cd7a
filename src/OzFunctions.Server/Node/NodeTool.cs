using System.ComponentModel;
using System.Diagnostics;

namespace OzFunctions.Server.Node;

/// <summary>Starts Node.js and npm.</summary>
internal static class NodeTool
{
    private const int OldestMajor = 20;

    /// <summary>Starts a program of the Node.js installation with redirected input and output.</summary>
    /// <param name="program"><c>node</c> or <c>npm</c>.</param>
    /// <param name="workingDirectory">The working directory.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The running process.</returns>
    /// <exception cref="StartupException">The program is not installed.</exception>
    public static Process Start(string program, string workingDirectory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new StartupException($"'{program}' is not on the PATH: install Node.js {OldestMajor} or newer, with npm, from https://nodejs.org.", e);
        }
    }

    /// <summary>Checks that Node.js is installed and new enough.</summary>
    /// <exception cref="StartupException">Node.js is missing or too old.</exception>
    public static async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        using var node = Start("node", Path.GetTempPath(), ["--version"]);
        var version = (await node.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
        await node.WaitForExitAsync(cancellationToken);

        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < OldestMajor)
        {
            throw new StartupException($"Node.js {version} is too old: install Node.js {OldestMajor} or newer from https://nodejs.org.");
        }
    }
}
