namespace OzFunctions.Tests.Dashboard;

/// <summary>A Chromium that can be started.</summary>
/// <param name="Path">Its executable.</param>
/// <param name="Environment">The variables that it needs besides those of this process.</param>
internal sealed record BrowserProgram(string Path, params IReadOnlyList<KeyValuePair<string, string>> Environment)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge", "msedge.exe", "Google Chrome"];

    /// <summary>Where an installed browser may be.</summary>
    public static IEnumerable<string> UsualFolders =>
    [
        .. (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/Applications/Google Chrome.app/Contents/MacOS",
        @"C:\Program Files\Google\Chrome\Application",
        @"C:\Program Files (x86)\Microsoft\Edge\Application",
    ];

    /// <summary>The installed browsers of some folders, in their order.</summary>
    public static IEnumerable<BrowserProgram> Installed(IEnumerable<string> folders) =>
        folders.SelectMany(static folder => Names.Select(name => System.IO.Path.Combine(folder, name))).Where(File.Exists).Select(static path => new BrowserProgram(path));
}
