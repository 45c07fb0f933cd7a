using System.Text;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>The error code in Oz's error responses, whatever else they contain.</summary>
public sealed class OzErrorBodyTests
{
    [Theory]
    [InlineData("""{"error_code":11,"error_message":"x","details":null}""", 11)]
    [InlineData("""{"error_code":11,"error_message":"x","error_details":"a plain string"}""", 11)]
    [InlineData("""{"error_details":"a plain string","error_code":11}""", 11)]
    [InlineData("""{"error_details":{"error_code":5,"a":[1,{"b":null}]},"error_code":11}""", 11)]
    [InlineData("""{"details":["error_code",5],"error_code":11}""", 11)]
    [InlineData("""{"details":17,"error_code":11}""", 11)]
    [InlineData("""{"details":true,"error_code":11}""", 11)]
    [InlineData("""{"error_code":"11"}""", 11)]
    [InlineData("\uFEFF{\"error_code\":11}", 11)]
    [InlineData("""{"error_code":211,"error_message":"brok""", 211)]
    [InlineData("""{"error_code":211,"error_message":"x"} and more""", 211)]
    [InlineData("""{"error_code":211,!""", 211)]
    [InlineData("""{"error_code":21""", null)]
    [InlineData("""{"error_code":null}""", null)]
    [InlineData("""{"error_code":{"code":11}}""", null)]
    [InlineData("""{"error_code":11.5}""", null)]
    [InlineData("""{"error_code":99999999999}""", null)]
    [InlineData("""{"error_code":"eleven"}""", null)]
    [InlineData("""{"\ud800":1,"error_code":11}""", 11)]
    [InlineData("""{"error_c\ud800\ud800":1,"error_code":11}""", null)]
    [InlineData("""{"error\u005fcode":11}""", 11)]
    [InlineData("""{"details":{"error_code":11}}""", null)]
    [InlineData("""[{"error_code":11}]""", null)]
    [InlineData("17", null)]
    [InlineData("<html>error_code</html>", null)]
    [InlineData("", null)]
    public void Code_IsReadWhateverElseIsThere(string body, int? expected) => Assert.Equal(expected, OzErrorBody.ReadCode(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Code_BehindDetailsThatAreDeep_IsRead()
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);

        Assert.Equal(11, OzErrorBody.ReadCode(Encoding.UTF8.GetBytes($$"""{"details":{{deep}},"error_code":11}""")));
    }

    [Fact]
    public void InvalidText_HasNoCode() => Assert.Null(OzErrorBody.ReadCode([0xFF, 0x00, 0x7B, 0xC3]));
}
