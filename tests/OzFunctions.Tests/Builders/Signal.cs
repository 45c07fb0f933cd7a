using System.Diagnostics;

namespace OzFunctions.Tests.Builders;

/// <summary>Sends signals to processes, through the shell's built-in <c>kill</c>, because not every machine has it as a program.</summary>
internal static class Signal
{
    public static async Task SendAsync(string name, int processId)
    {
        using var shell = Process.Start("sh", ["-c", $"kill -{name} {processId}"]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
