using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Dashboard;

/// <summary>The choice of the browser.</summary>
public sealed class BrowserProgramTests
{
    [Fact]
    public async Task Installed_AreThoseOfTheFirstFolderFirst_AndNeedNothingInTheirEnvironment()
    {
        using var first = new TemporaryDirectory();
        using var second = new TemporaryDirectory();
        foreach (var path in (string[])[second.File("chromium"), first.File("google-chrome"), first.File("chromium-browser"), first.File("firefox")])
        {
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        }

        var installed = BrowserProgram.Installed([first.File("missing"), first.Path, second.Path]).ToList();

        Assert.Equal([first.File("chromium-browser"), first.File("google-chrome"), second.File("chromium")], installed.Select(static program => program.Path));
        Assert.All(installed, static program => Assert.Empty(program.Environment));
    }
}
