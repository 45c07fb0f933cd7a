namespace OzFunctions.Tests.Dashboard;

/// <summary>A Chromium executable.</summary>
/// <param name="Path">The path of the executable.</param>
/// <param name="Environment">Environment variables to add to those of this process.</param>
internal sealed record BrowserProgram(string Path, params IReadOnlyList<KeyValuePair<string, string>> Environment)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge", "msedge.exe", "Google Chrome"];

    /// <summary>The folders in which a browser is usually installed.</summary>
    public static IEnumerable<string> UsualFolders =>
    [
        .. (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/Applications/Google Chrome.app/Contents/MacOS",
        @"C:\Program Files\Google\Chrome\Application",
        @"C:\Program Files (x86)\Microsoft\Edge\Application",
    ];

    /// <summary>Finds the installed browsers in folders, in the order of the folders.</summary>
    public static IEnumerable<BrowserProgram> Installed(IEnumerable<string> folders) =>
        folders.SelectMany(static folder => Names.Select(name => System.IO.Path.Combine(folder, name))).Where(File.Exists).Select(static path => new BrowserProgram(path));
}
