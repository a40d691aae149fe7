package codec

import "testing"
import "github.com/causeway-gateway/causeway/dto/foundry"
import "fmt"

func TestSmoke(t *testing.T) {
	v := foundry.ResetTwoFactorAuthenticationRequest{}
	j := JSON(TextOptions{Case: CamelCase})
	fmt.Println(j.Decode([]byte(`{"targetUserId":"a","callerCode":null,"organisationId":"o"}`), &v), v)
	b, err := j.Append(nil, &v)
	fmt.Println(string(b), err)
	b, err = JSV(TextOptions{Case: CamelCase}).Append(nil, &v)
	fmt.Println(string(b), err)
	v = foundry.ResetTwoFactorAuthenticationRequest{}
	fmt.Println(JSV(TextOptions{}).Decode([]byte("{\n\ttargetUserId: String,\n\tcallerCode: x y,\n\torganisationId: String\n}\n"), &v), v)
	v = foundry.ResetTwoFactorAuthenticationRequest{}
	fmt.Println(Bind(&v, []Pair{{"TargetUserId", "z"}}, TextOptions{}), v)
}

func TestSmokeXML(t *testing.T) {
	v := foundry.ResetTwoFactorAuthenticationRequest{TargetUserId: "x&y"}
	v.OrganisationId = "o"
	x := XML(XMLOptions{})
	b, err := x.Append(nil, &v)
	fmt.Println(string(b), err)
	v = foundry.ResetTwoFactorAuthenticationRequest{}
	fmt.Println(x.Decode(b, &v), v)
}
