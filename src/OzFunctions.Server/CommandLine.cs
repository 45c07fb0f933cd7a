using System.Reflection;
using System.Text;
using OzFunctions.Web.Settings;

namespace OzFunctions.Server;

/// <summary>Handles the arguments that are not settings: help and version.</summary>
internal static class CommandLine
{
    private const int Width = 100;

    /// <summary>Returns the text for <c>--help</c> or <c>--version</c>.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The text to print instead of starting the server; null to start it.</returns>
    public static string? AnswerTo(string[] args) =>
        args.Any(static arg => arg is "--help" or "-h" or "-?") ? Help()
        : args.Contains("--version") ? Version + Environment.NewLine
        : null;

    private static string Version =>
        $"OzFunctions {typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    private static string Help()
    {
        var help = new StringBuilder()
            .AppendLine(Version)
            .AppendLine()
            .AppendLine("Receives webhooks of Oz Forensics, keeps the result of each folder, and notifies your systems.")
            .AppendLine()
            .AppendLine("  OzFunctions.Server [--Section:Name=value ...]")
            .AppendLine("  OzFunctions.Server --help | --version")
            .AppendLine()
            .AppendLine("Every setting is an argument (--Webhook:Mode=Trust) or an environment variable (Webhook__Mode=Trust).")
            .AppendLine("Pass secrets as variables, because other users of the machine can read command lines.")
            .AppendLine("{0..9} and {n} stand for a number, {name} for a name of your choice.");

        foreach (var setting in KnownSettings.All)
        {
            help.AppendLine().AppendLine($"--{setting.Name}=");
            if (setting.Variable != setting.Name)
            {
                help.AppendLine($"  {setting.Variable}");
            }

            foreach (var line in Lines($"{setting.Meaning}. Default: {setting.Default}."))
            {
                help.AppendLine($"      {line}");
            }
        }

        return help.ToString();
    }

    private static IEnumerable<string> Lines(string text)
    {
        var line = "";
        foreach (var word in text.Replace("`", "", StringComparison.Ordinal).Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return line;
    }
}
