using System.Globalization;

namespace OzFunctions.Benchmarks.Soak;

/// <summary>The resources that the servers hold at one moment, summed over all processes.</summary>
/// <param name="At">The time since the start.</param>
/// <param name="MiB">Resident memory.</param>
/// <param name="Handles">Open file descriptors: sockets, files, pipes.</param>
/// <param name="Threads">Threads of the operating system.</param>
/// <param name="Messages">Messages in the four work queues.</param>
internal sealed record SoakFigures(TimeSpan At, double MiB, double Handles, double Threads, double Messages)
{
    private const double KiBOfMiB = 1024;

    /// <summary>Reads the figures from <c>/proc</c>.</summary>
    /// <param name="at">The time since the start.</param>
    /// <param name="processes">The ids of the servers' processes.</param>
    /// <param name="messages">Messages in the four work queues.</param>
    /// <returns>The figures.</returns>
    public static SoakFigures Read(TimeSpan at, IReadOnlyList<int> processes, int messages) => new(
        at,
        processes.Sum(static id => Status(id, "VmRSS:")) / KiBOfMiB,
        processes.Sum(static id => Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Count()),
        processes.Sum(static id => Status(id, "Threads:")),
        messages);

    private static double Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
